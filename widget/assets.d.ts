/** Styles as text: minified by the build and adopted by a shadow root. */
declare module "*.css?inline" {
  const text: string;
  export default text;
}

/** Put in by the build: the address of the panel beside the loader's own. */
declare const PANEL_FILE: string;
