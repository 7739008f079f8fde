/** Monaco's one worker, as a file of the panel's own: it computes differences and links beside the page's thread. */
import "monaco-editor/editor/editor.worker.js";
