// Requests from a JSON description on stdin; prints what they took as JSON.
//
//   {url, seconds, connections, rate, paths: {prefix, people}}     GET, every connection its own random order
//   {url, seconds, connections, intake: {key, path, rows, members, posts, at, run}}  batches, every id once
import autocannon from "autocannon";
import { readFileSync } from "node:fs";

const asked = JSON.parse(readFileSync(0, "utf8"));
const PATHS_A_CONNECTION = 2000;
let batches = 0;

function someone(people) {
  return "0x" + Math.floor(Math.random() * people).toString(16).padStart(40, "0");
}

function batch({ rows, members, posts, at, run }) {
  const number = batches++;
  const made = Array.from({ length: rows }, (_, row) => ({
    id: `${run}-${number}-${row}`,
    member: `m${(number * 7 + row * 13) % members}`,
    post: `p${(number * 3 + row) % posts}`,
    action: row % 3 ? "dwell" : "like",
    quantity: row % 3 ? 30 : 1,
    at: at - (row % 600),
  }));
  return JSON.stringify({ rows: made });
}

const options = {
  url: asked.url,
  duration: asked.seconds,
  connections: asked.connections,
  pipelining: 1,
  timeout: 30,
  // as every browser and most clients ask
  headers: { "accept-encoding": "gzip" },
  ...(asked.rate ? { overallRate: asked.rate } : {}),
};
if (asked.paths) {
  options.setupClient = (client) => {
    const { prefix, people } = asked.paths;
    client.setRequests(
      Array.from({ length: PATHS_A_CONNECTION }, () => ({ path: prefix + someone(people) })),
    );
  };
}
if (asked.intake) {
  options.requests = [
    {
      method: "POST",
      path: asked.intake.path,
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${asked.intake.key}`,
      },
      setupRequest: (request) => ({ ...request, body: batch(asked.intake) }),
    },
  ];
}
const took = await autocannon(options);
process.stdout.write(
  JSON.stringify({
    requests: took.requests.total,
    seconds: took.duration,
    p50_ms: took.latency.p50,
    p99_ms: took.latency.p99,
    max_ms: took.latency.max,
    answered: took.statusCodeStats,
    errors: took.errors,
  }),
);
