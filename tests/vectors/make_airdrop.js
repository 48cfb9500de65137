// Writes airdrop.json beside this file: trees of gifts made by OpenZeppelin's own library, for the Solidity and the
// Python tests. Run: node tests/vectors/make_airdrop.js
const { createHash } = require("node:crypto");
const { writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");

const ENCODING = ["uint256", "address", "uint256"];
const MOST = (2n ** 256n - 1n).toString();

const hash = (text) => createHash("sha256").update(text).digest("hex");

// Amounts run from 1 to the largest a leaf can hold; every fifth account has a second gift, at an index of its own.
function leavesOf(count) {
  return Array.from({ length: count }, (_, i) => {
    const account = `0x${hash(`account ${i % 5 === 4 ? i - 1 : i}`).slice(0, 40)}`;
    const amount = BigInt(`0x${hash(`amount ${i}`)}`) >> BigInt((i * 37) % 250);
    return [String(i), account, i === 0 ? "1" : i === 2 ? MOST : amount.toString()];
  });
}

function vector(count) {
  const leaves = leavesOf(count);
  const tree = StandardMerkleTree.of(leaves, ENCODING);
  return { leaves, root: tree.root, proofs: leaves.map((_, i) => tree.getProof(i)), dump: tree.dump() };
}

const trees = [1, 2, 3, 7, 20].map(vector);
writeFileSync(join(__dirname, "airdrop.json"), `${JSON.stringify({ trees }, null, 1)}\n`);
