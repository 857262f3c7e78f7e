/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native and WebAssembly packages are loaded from node_modules, not bundled.
  serverExternalPackages: ["@llamaindex/liteparse", "pg-boss", "pino", "unpdf"],
  // Types are checked by `npm run types`; checking twice would double the build time.
  typescript: { ignoreBuildErrors: true },
};

export default config;
