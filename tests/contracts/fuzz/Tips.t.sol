// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TipsTest} from "../support/TipsTest.sol";

contract TipsFuzzTest is TipsTest {
    function testFuzz_tip_movesExactlyTheAmount(address to, uint256 amount, bytes32 contentId) public {
        vm.assume(to != address(0) && to != address(tips) && to != fan);
        usdt.mint(fan, type(uint256).max - usdt.totalSupply());
        amount = bound(amount, 1, usdt.balanceOf(fan));
        uint256 before = usdt.balanceOf(fan);
        vm.prank(fan);
        tips.tip(address(usdt), to, amount, contentId);
        assertEq(usdt.balanceOf(to), amount);
        assertEq(usdt.balanceOf(fan), before - amount);
    }

    function testFuzz_tipWithAuthorization_movesExactlyTheAmount(address to, uint256 amount, bytes32 salt) public {
        vm.assume(to != address(0) && to != address(tips) && to != fan);
        amount = bound(amount, 1, usdt.balanceOf(fan));
        send(authorize(to, amount, POST, salt));
        assertEq(usdt.balanceOf(to), amount);
        assertEq(usdt.balanceOf(address(tips)), 0);
    }

    function testFuzz_nonceOf_isTheHashOfEverythingSigned(
        address token,
        address to,
        bytes32 contentId,
        uint256 amount,
        bytes32 salt,
        uint64 chainId
    ) public {
        vm.chainId(bound(chainId, 1, type(uint64).max - 1));
        assertEq(
            tips.nonceOf(token, to, contentId, amount, salt),
            keccak256(abi.encode(block.chainid, address(tips), token, to, contentId, amount, salt))
        );
    }
}
