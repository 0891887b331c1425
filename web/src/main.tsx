import "@mantine/core/styles.css";
import "./ui/global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError, setUpClient } from "./lib/http";
import { startLanguages } from "./lib/i18n";
import { createAppRouter } from "./router";
import { theme } from "./ui/theme";

const queries = new QueryClient({
  defaultOptions: {
    // What the server refuses, it refuses again; only what did not reach it is worth another try.
    queries: {
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status < 500),
      staleTime: 10_000,
    },
  },
});

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no #root");
setUpClient();
await startLanguages();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <RouterProvider router={createAppRouter(queries)} />
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);
