// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "./MerkleTreeLib.sol";
import {Points} from "contracts/Points.sol";
import {RewardDistributor} from "contracts/RewardDistributor.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev A distributor with three guardians and a window of two days, one funded token, and two people to pay.
abstract contract RewardTest is Test {
    using MerkleTreeLib for bytes32[];
    using MerkleTreeLib for MerkleTreeLib.Leaf[];

    uint64 internal constant WINDOW = 2 days;
    bytes32 internal constant INPUTS = keccak256("manifest.json");
    bytes32 internal constant ROOT = keccak256("a root");

    RewardDistributor internal distributor;
    Points internal points;
    MockUSDT0 internal usdt;
    address internal admin = makeAddr("admin");
    address internal settler = makeAddr("settler");
    address internal sponsor = makeAddr("sponsor");
    address internal alice;
    uint256 internal aliceKey;
    address internal bob = makeAddr("bob");
    address[] internal guardians;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        (alice, aliceKey) = makeAddrAndKey("alice");
        guardians = [makeAddr("guardian 1"), makeAddr("guardian 2"), makeAddr("guardian 3")];
        distributor = new RewardDistributor(admin, settler, guardians, WINDOW);
        points = Points(distributor.points());
        usdt = new MockUSDT0();
    }

    function fund(uint256 amount) internal {
        usdt.mint(sponsor, amount);
        vm.startPrank(sponsor);
        usdt.approve(address(distributor), amount);
        distributor.fund(address(usdt), amount);
        vm.stopPrank();
    }

    function propose(bytes32 root, IRewardDistributor.TokenTotal[] memory totals) internal {
        vm.prank(settler);
        distributor.propose(root, INPUTS, totals);
    }

    /// @dev Propose, wait, activate. What the totals raise must be funded before.
    function activate(bytes32 root, IRewardDistributor.TokenTotal[] memory totals) internal {
        propose(root, totals);
        skip(WINDOW);
        distributor.activate();
    }

    /// @dev Activate a tree of one leaf for `account` and one that pads, both of `token`, funded when it is money.
    function allocate(address account, address token, uint256 cumulative) internal returns (bytes32[] memory proof) {
        MerkleTreeLib.Leaf[] memory leaves = new MerkleTreeLib.Leaf[](2);
        leaves[0] = MerkleTreeLib.Leaf(account, token, cumulative);
        leaves[1] = MerkleTreeLib.Leaf(makeAddr("somebody else"), token, cumulative);
        bytes32[] memory tree = leaves.build();
        uint256 total = 2 * cumulative;
        if (token == address(usdt)) fund(total - distributor.funded(token));
        activate(tree[0], totalsOf(token, total));
        return tree.proofOf(leaves[0]);
    }

    function claimOf(address account, address token, uint256 cumulative, bytes32[] memory proof)
        internal
        pure
        returns (IRewardDistributor.Claim memory)
    {
        return IRewardDistributor.Claim(account, token, cumulative, proof);
    }

    function noTotals() internal pure returns (IRewardDistributor.TokenTotal[] memory) {
        return new IRewardDistributor.TokenTotal[](0);
    }

    function totalsOf(address token, uint256 cumulative)
        internal
        pure
        returns (IRewardDistributor.TokenTotal[] memory totals)
    {
        totals = new IRewardDistributor.TokenTotal[](1);
        totals[0] = IRewardDistributor.TokenTotal(token, cumulative);
    }

    /// @dev Two totals in the order that the contract wants.
    function totalsOf(address a, uint256 ofA, address b, uint256 ofB)
        internal
        pure
        returns (IRewardDistributor.TokenTotal[] memory totals)
    {
        totals = new IRewardDistributor.TokenTotal[](2);
        (totals[0], totals[1]) = a < b
            ? (IRewardDistributor.TokenTotal(a, ofA), IRewardDistributor.TokenTotal(b, ofB))
            : (IRewardDistributor.TokenTotal(b, ofB), IRewardDistributor.TokenTotal(a, ofA));
    }
}
