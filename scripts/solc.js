'use strict';
// Answers `--version` and `--standard-json [FILE]` with --base-path, --include-path and --allow-paths.
const fs = require('fs');
const path = require('path');

const soljson = require.resolve('solc/soljson.js');
const fail = (message) => {
  process.stderr.write(`solc: ${message}\n`);
  process.exit(1);
};

function load() {
  const compiler = require('solc/wrapper')(require(soljson));
  // emscripten installs handlers that turn every error into a silent abort
  process.removeAllListeners('uncaughtException');
  process.removeAllListeners('unhandledRejection');
  return compiler;
}

// Loading the compiler only to print its version costs half a second, and forge asks on every run.
function version() {
  const stamp = path.join(path.dirname(soljson), '.version');
  const size = String(fs.statSync(soljson).size);
  try {
    const [known, text] = fs.readFileSync(stamp, 'utf8').split('\n');
    if (known === size) return text;
  } catch { /* not cached yet */ }
  const text = load().version();
  try {
    fs.writeFileSync(stamp, `${size}\n${text}`);
  } catch { /* a read-only install only loses the cache */ }
  return text;
}

// A pipe takes 64 KiB at a time; writeSync throws EAGAIN when it is full.
function print(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += fs.writeSync(1, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function parse(args) {
  const options = { base: process.cwd(), include: [], allow: [], file: 0, standard: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === '--version') options.version = true;
    else if (arg === '--standard-json') options.standard = true;
    else if (arg === '--base-path') options.base = args[++i] || process.cwd();
    else if (arg === '--include-path') options.include.push(args[++i]);
    else if (arg === '--allow-paths') options.allow.push(...args[++i].split(',').filter(Boolean));
    else if (arg === '-' || !arg.startsWith('-')) options.file = arg === '-' ? 0 : arg;
    else fail(`unsupported option ${arg}`);
  }
  return options;
}

function reader(options, inline) {
  const roots = [options.base, ...options.include].map((root) => path.resolve(root));
  const allowed = roots.concat(options.allow.map((root) => path.resolve(root)));
  return (name) => {
    if (inline.has(name)) return { contents: inline.get(name) };
    for (const candidate of path.isAbsolute(name) ? [name] : roots.map((root) => path.join(root, name))) {
      if (!fs.existsSync(candidate)) continue;
      const inside = (root) => candidate === root || candidate.startsWith(root + path.sep);
      if (!allowed.some(inside)) return { error: `File outside of allowed directories: ${name}` };
      return { contents: fs.readFileSync(candidate, 'utf8') };
    }
    return { error: `File not found: ${name}` };
  };
}

const options = parse(process.argv.slice(2));
if (options.version) {
  print(`solc, the solidity compiler commandline interface\nVersion: ${version()}\n`);
} else if (options.standard) {
  const input = JSON.parse(fs.readFileSync(options.file, 'utf8'));
  // Input lies on the wasm stack and a few MB overflow it; sources come by the import callback instead.
  const inline = new Map();
  for (const [name, source] of Object.entries(input.sources || {})) {
    if (typeof source.content !== 'string') continue;
    inline.set(name, source.content);
    delete source.content;
    source.urls = [name];
  }
  print(load().compile(JSON.stringify(input), { import: reader(options, inline) }));
} else {
  fail('give --version or --standard-json');
}
