// Writes merkle.json beside this file: trees made by OpenZeppelin's own library, for the Solidity and the Python tests.
// Run: node tests/vectors/make_merkle.js
const { createHash } = require("node:crypto");
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");

const ENCODING = ["address", "address", "uint256"];
const MOST = (2n ** 256n - 1n).toString();

const hash = (text) => createHash("sha256").update(text).digest("hex");
const address = (name) => `0x${hash(name).slice(0, 40)}`;
const TOKENS = [address("token"), address("points")];

// Every third account has a leaf in both tokens; amounts run from 1 to the largest a leaf can hold.
function leavesOf(count) {
  const leaves = [];
  for (let i = 0; leaves.length < count; i++) {
    const amount = BigInt(`0x${hash(`amount ${i}`)}`) >> BigInt((i * 37) % 250);
    leaves.push([address(`account ${i}`), TOKENS[0], i === 0 ? "1" : amount.toString()]);
    if (i % 3 === 2) leaves.push([address(`account ${i}`), TOKENS[1], i === 2 ? MOST : String(1000000 * i)]);
  }
  return leaves.slice(0, count).sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

function vector(count) {
  const leaves = leavesOf(count);
  const tree = StandardMerkleTree.of(leaves, ENCODING);
  return { leaves, root: tree.root, proofs: leaves.map((_, i) => tree.getProof(i)), dump: tree.dump() };
}

const trees = [1, 2, 3, 7, 20].map(vector);
writeFileSync(join(__dirname, "merkle.json"), `${JSON.stringify({ trees }, null, 1)}\n`);
