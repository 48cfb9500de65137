// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";

/// @dev What OpenZeppelin's JavaScript library dumps is what the contract pays, and what the tests' own trees are.
contract AirdropsDifferentialTest is AirdropTest {
    uint256 private constant TREES = 5;

    function test_vectors_ofTheJavaScriptLibraryArePaid() public {
        string memory json = vm.readFile("tests/vectors/airdrop.json");
        uint256 checked = 0;
        for (uint256 i = 0; i < TREES; ++i) {
            checked += _checkTree(json, string.concat(".trees[", vm.toString(i), "]"));
        }
        assertEq(checked, 1 + 2 + 3 + 7 + 20);
    }

    function _checkTree(string memory json, string memory at_) private returns (uint256 count) {
        Gift[] memory gifts = _readGifts(json, at_);
        bytes32 root = vm.parseJsonBytes32(json, string.concat(at_, ".root"));
        assertEq(rootOf(gifts), root, "the tests' own tree");
        uint256 campaign = create(airdrops, funder, address(usdt), 1, root);
        for (count = 0; count < gifts.length; ++count) {
            Gift memory gift = gifts[count];
            bytes32[] memory proof = vm.parseJsonBytes32Array(json, _item(at_, ".proofs", count));
            assertEq(abi.encode(proofOf(gifts, count)), abi.encode(proof), "the tests' own proof");
            // The largest amount is more than can be minted beside others.
            deal(address(usdt), airdrops.vaultOf(campaign), gift.amount);
            deal(address(usdt), gift.account, 0);
            airdrops.claim(campaign, gift.index, gift.account, gift.amount, proof);
            assertEq(usdt.balanceOf(gift.account), gift.amount);
        }
    }

    function _readGifts(string memory json, string memory at_) private view returns (Gift[] memory gifts) {
        uint256 count = 0;
        while (vm.keyExistsJson(json, _item(at_, ".leaves", count))) ++count;
        gifts = new Gift[](count);
        for (uint256 i = 0; i < count; ++i) {
            string memory leaf = _item(at_, ".leaves", i);
            gifts[i] = Gift(
                vm.parseUint(vm.parseJsonString(json, string.concat(leaf, "[0]"))),
                vm.parseJsonAddress(json, string.concat(leaf, "[1]")),
                vm.parseUint(vm.parseJsonString(json, string.concat(leaf, "[2]")))
            );
        }
    }

    function _item(string memory at_, string memory key, uint256 index) private pure returns (string memory) {
        return string.concat(at_, key, "[", vm.toString(index), "]");
    }
}
