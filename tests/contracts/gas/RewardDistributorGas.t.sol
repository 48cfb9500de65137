// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {PlainToken} from "../support/PlainToken.sol";
import {RewardTest} from "../support/RewardTest.sol";
import {IRewardDistributor} from "contracts/interfaces/IRewardDistributor.sol";

/// @dev Whole cold transactions with their calldata, as in the market's gas test. A tree of 2**20 leaves is not built:
/// twenty random siblings above a leaf give the same proof and a root to activate.
/// forge-config: default.isolate = true
contract RewardDistributorGasTest is RewardTest {
    uint256 private constant CLAIM_FIRST = 99_000;
    uint256 private constant CLAIM_FIRST_HELD = 82_000;
    uint256 private constant CLAIM_AGAIN = 65_000;
    uint256 private constant CLAIM_POINTS_FIRST = 105_000;
    uint256 private constant LEVELS = 20;
    uint256 private constant AMOUNT = 123_456_789;

    PlainToken private token;
    uint256 private announced;

    function setUp() public override {
        super.setUp();
        token = new PlainToken();
        token.mint(sponsor, 1e30);
        vm.startPrank(sponsor);
        token.approve(address(distributor), type(uint256).max);
        distributor.fund(address(token), 1e30);
        vm.stopPrank();
    }

    function test_gas_claimFirst() public {
        bytes32[] memory proof = _deepTree(address(token), AMOUNT);
        _claim(AMOUNT, proof);
        _check("claim_first", CLAIM_FIRST);
    }

    function test_gas_claimFirstHeld() public {
        token.mint(alice, 1);
        bytes32[] memory proof = _deepTree(address(token), AMOUNT);
        _claim(AMOUNT, proof);
        _check("claim_first_held", CLAIM_FIRST_HELD);
    }

    function test_gas_claimAgain() public {
        _claim(AMOUNT, _deepTree(address(token), AMOUNT));
        bytes32[] memory proof = _deepTree(address(token), 2 * AMOUNT);
        _claim(2 * AMOUNT, proof);
        _check("claim_again", CLAIM_AGAIN);
    }

    /// @dev No reference exists; the first points of all, which also open the supply, are somebody else's.
    function test_gas_claimPoints() public {
        bytes32[] memory first = allocate(bob, address(points), AMOUNT);
        distributor.claim(bob, address(points), AMOUNT, first);
        announced = 2 * AMOUNT;
        bytes32[] memory proof = _deepTree(address(points), AMOUNT);
        vm.prank(alice);
        distributor.claim(alice, address(points), AMOUNT, proof);
        _check("claim_points_first", CLAIM_POINTS_FIRST);
    }

    function _claim(uint256 cumulative, bytes32[] memory proof) private {
        vm.prank(alice);
        distributor.claim(alice, address(token), cumulative, proof);
    }

    function _deepTree(address asset, uint256 cumulative) private returns (bytes32[] memory proof) {
        proof = new bytes32[](LEVELS);
        bytes32 node = MerkleTreeLib.hashOf(MerkleTreeLib.Leaf(alice, asset, cumulative));
        for (uint256 i = 0; i < LEVELS; ++i) {
            proof[i] = keccak256(abi.encode("sibling", i, cumulative));
            node = MerkleTreeLib.pair(node, proof[i]);
        }
        announced += 1e18;
        activate(node, totalsOf(asset, announced));
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("RewardDistributor", action);
        emit log_named_uint(action, used);
        assertGt(used, 40_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
