// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {MerkleTreeLib} from "../support/MerkleTreeLib.sol";
import {PlainToken} from "../support/PlainToken.sol";

/// @dev Whole cold transactions with their calldata, as in the market's gas test; trees of twenty levels, as in that of
/// the rewards.
/// forge-config: default.isolate = true
contract AirdropsGasTest is AirdropTest {
    uint256 private constant CREATE = 197_000;
    uint256 private constant CLAIM_FIRST = 108_000;
    uint256 private constant CLAIM_NEXT = 91_000;
    uint256 private constant LEVELS = 20;
    uint256 private constant AMOUNT = 123_456_789;

    PlainToken private token;

    function setUp() public override {
        super.setUp();
        token = new PlainToken();
        token.mint(funder, 1e30);
        vm.prank(funder);
        token.approve(address(airdrops), type(uint256).max);
    }

    function test_gas_create() public {
        vm.prank(funder);
        airdrops.create(address(token), AMOUNT, POST, start, end, POST);
        _check("airdrop_create", CREATE);
    }

    function test_gas_claimFirstOfASlot() public {
        Gift memory gift = Gift(300, alice, AMOUNT);
        (uint256 campaign, bytes32[] memory proof) = _deepTree(gift);
        vm.prank(alice);
        airdrops.claim(campaign, gift.index, alice, AMOUNT, proof);
        _check("airdrop_claim_first", CLAIM_FIRST);
    }

    function test_gas_claimNextToAnother() public {
        Gift memory gift = Gift(300, alice, AMOUNT);
        (uint256 campaign, bytes32[] memory proof) = _deepTree(gift);
        bytes32 word = keccak256(abi.encode(uint256(1), keccak256(abi.encode(campaign, uint256(2)))));
        vm.store(address(airdrops), word, bytes32(uint256(1)));
        assertTrue(airdrops.isClaimed(campaign, 256), "the neighbour's bit");
        vm.prank(alice);
        airdrops.claim(campaign, gift.index, alice, AMOUNT, proof);
        _check("airdrop_claim_next", CLAIM_NEXT);
    }

    function _deepTree(Gift memory gift) private returns (uint256 campaign, bytes32[] memory proof) {
        proof = new bytes32[](LEVELS);
        bytes32 node = hashOf(gift);
        for (uint256 i = 0; i < LEVELS; ++i) {
            proof[i] = keccak256(abi.encode("sibling", i));
            node = MerkleTreeLib.pair(node, proof[i]);
        }
        vm.prank(funder);
        campaign = airdrops.create(address(token), 2 * AMOUNT, node, start, end, POST);
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("Airdrops", action);
        emit log_named_uint(action, used);
        assertGt(used, 40_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
