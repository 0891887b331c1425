import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: "openapi.json",
  output: { path: "src/api" },
  plugins: [
    "@hey-api/client-fetch",
    "@hey-api/typescript", // Cookies say who sends a request: what each operation would take besides is not carried along.
    { name: "@hey-api/sdk", auth: false },
  ],
});
