/** Styles as text: minified by the build and adopted by a shadow root. */
declare module "*.css?inline" {
  const text: string;
  export default text;
}

/** Put in by the build: the panel's name beside the loader's own, with a mark of its content. */
declare const PANEL_FILE: string;
