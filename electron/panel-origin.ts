/**
 * The panel's one address in the window: what the navigation lock, IPC and the protocol all compare with.
 */
export const panelScheme = "app";
export const panelHost = "panel";
export const panelOrigin = `${panelScheme}://${panelHost}`;
export const panelUrl = `${panelOrigin}/`;
