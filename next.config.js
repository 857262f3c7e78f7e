/** On every answer; pages add a content security policy of their own in proxy.ts. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

const widgetHeaders = [
  { key: "Access-Control-Allow-Origin", value: "*" },
  { key: "Cross-Origin-Resource-Policy", value: "cross-origin" },
  { key: "Timing-Allow-Origin", value: "*" },
  { key: "Cache-Control", value: "public, max-age=300, stale-while-revalidate=3600" },
];

/** @type {import("next").NextConfig} */
const config = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native and WebAssembly packages are loaded from node_modules, not bundled.
  serverExternalPackages: ["@llamaindex/liteparse", "pg-boss", "pino", "unpdf"],
  // Types are checked by `npm run types`; checking twice would double the build time.
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    // Other people's pages load the chat; as a module, too, which asks for leave. The panel is asked for by its content.
    { source: "/widget/:file*", headers: widgetHeaders },
    {
      source: "/widget/panel.js",
      has: [{ type: "query", key: "v" }],
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
    {
      source: "/api/:path*",
      headers: [
        { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
      ],
    },
  ],
  typescript: { ignoreBuildErrors: true },
};

export default config;
