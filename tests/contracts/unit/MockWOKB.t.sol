// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {MockWOKB} from "contracts/mocks/MockWOKB.sol";
import {Test} from "forge-std/Test.sol";

contract MockWOKBTest is Test {
    MockWOKB private wokb = new MockWOKB();
    address private alice = makeAddr("alice");

    function test_wrapsAndUnwrapsOneForOne() public {
        vm.deal(alice, 10 ether);
        vm.startPrank(alice);
        vm.expectEmit(address(wokb));
        emit MockWOKB.Deposit(alice, 3 ether);
        wokb.deposit{value: 3 ether}();
        (bool sent,) = address(wokb).call{value: 2 ether}("");
        assertTrue(sent);
        assertEq(wokb.balanceOf(alice), 5 ether);
        assertEq(wokb.totalSupply(), address(wokb).balance);

        vm.expectEmit(address(wokb));
        emit MockWOKB.Withdrawal(alice, 4 ether);
        wokb.withdraw(4 ether);
        assertEq(alice.balance, 9 ether);
        assertEq(wokb.totalSupply(), address(wokb).balance);
        assertEq(wokb.symbol(), "WOKB");
    }

    function test_RevertWhen_UnwrappingMoreThanHeld() public {
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 0, 1));
        vm.prank(alice);
        wokb.withdraw(1);
    }
}
