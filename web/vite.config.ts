import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The server that answers the API while the app is changed; see `make web-dev`.
const server = process.env.TECNOCURSOS_SERVER ?? "http://127.0.0.1:8000";
const forwarded = Object.fromEntries(
  ["/api", "/ws", "/health", "/docs", "/redoc", "/openapi.json"].map((path) => [
    path,
    { target: server, ws: path === "/ws" },
  ]),
);

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/tecnocursos/api/web",
    emptyOutDir: true,
    assetsDir: "static",
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 1200,
    // The first that know `light-dark()`: written for older ones it needs a `color-scheme` that Mantine does not write out.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // These fetch modules ahead by themselves.
    modulePreload: { polyfill: false },
    // The first page names every other one's files: words in those names would be a kilobyte more.
    rolldownOptions: {
      output: {
        chunkFileNames: "static/[hash:8].js",
        // What nearly every page needs goes in one file each: many small ones are compressed worse, by 5 kB in all.
        codeSplitting: {
          groups: [
            { name: "query", test: /@tanstack.(query-core|react-query)/ },
            { name: "components", test: /@mantine.core/, minShareCount: 40 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: forwarded },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    coverage: { include: ["src/**"], exclude: ["src/api/**", "src/test/**"] },
  },
});
