// Reads tree.json on stdin and asks OpenZeppelin's own library about it.
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");

const tree = StandardMerkleTree.load(JSON.parse(require("fs").readFileSync(0, "utf8")));
tree.validate();
const proofs = [...tree.entries()].map(([number, value]) => {
  const proof = tree.getProof(number);
  if (!StandardMerkleTree.verify(tree.root, tree.leafEncoding, value, proof)) throw Error(`proof ${number}`);
  return proof;
});
const again = StandardMerkleTree.of([...tree.entries()].map(([, value]) => value), tree.leafEncoding);
process.stdout.write(JSON.stringify({ root: tree.root, proofs, dump: JSON.stringify(again.dump()) }));
