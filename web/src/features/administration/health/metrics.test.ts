import { expect, test } from "vitest";
import { paceOf, parseMetrics, sum } from "./metrics";

const page = (ok: number, failed: number, quick: number) => `
# HELP http_request_seconds Time to answer requests
# TYPE http_request_seconds histogram
http_request_seconds_bucket{le="0.1",method="GET",route="/a",status="200"} ${quick}
http_request_seconds_bucket{le="1.0",method="GET",route="/a",status="200"} ${ok}
http_request_seconds_bucket{le="+Inf",method="GET",route="/a",status="200"} ${ok + failed}
http_request_seconds_count{method="GET",route="/a",status="200"} ${ok}
http_request_seconds_count{method="GET",route="/\\"quoted\\"\\\\",status="503"} ${failed}
jobs_waiting{queue="media"} 3.0
jobs_waiting{queue="quick"} 1e0
`;
const moment = (at: number, text: string) => ({ at, samples: parseMetrics(text) });

test("labels and numbers are read as they are written", () => {
  const samples = parseMetrics(page(10, 2, 8));
  expect(samples.find(({ labels }) => labels.status === "503")?.labels.route).toBe('/"quoted"\\');
  expect(sum(samples, "jobs_waiting")).toBe(4);
  expect(sum(samples, "jobs_waiting", ({ queue }) => queue === "media")).toBe(3);
});

test("the pace is what happened between two readings", () => {
  const pace = paceOf(moment(0, page(10, 0, 10)), moment(5000, page(106, 4, 60)));
  expect(pace).toEqual({ at: 5000, requests: 20, failed: 0.04, slow: 1 });
});

test("a server that was started anew has no negative pace; without requests nothing is slow", () => {
  expect(paceOf(moment(0, page(100, 5, 90)), moment(5000, page(1, 0, 1)))).toMatchObject({ requests: 0, slow: null });
});
