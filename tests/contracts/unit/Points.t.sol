// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Points} from "contracts/Points.sol";
import {IPoints} from "contracts/interfaces/IPoints.sol";
import {Test} from "forge-std/Test.sol";

contract PointsTest is Test {
    Points private points;
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public {
        points = new Points();
        points.mint(alice, 5e6);
    }

    function test_reads_likeAnERC20() public view {
        assertEq(points.name(), "Planet Points");
        assertEq(points.symbol(), "PLANET-P");
        assertEq(points.decimals(), 6);
        assertEq(points.distributor(), address(this));
        assertEq(points.balanceOf(alice), 5e6);
        assertEq(points.totalSupply(), 5e6);
        assertEq(points.allowance(alice, bob), 0);
    }

    function test_mint_tells() public {
        vm.expectEmit(address(points));
        emit IERC20.Transfer(address(0), bob, 7);
        points.mint(bob, 7);
        assertEq(points.totalSupply(), 5e6 + 7);
    }

    function test_burn_takesTheCallersOwn() public {
        vm.expectEmit(address(points));
        emit IERC20.Transfer(alice, address(0), 2e6);
        vm.prank(alice);
        points.burn(2e6);
        assertEq(points.balanceOf(alice), 3e6);
        assertEq(points.totalSupply(), 3e6);
    }

    function test_RevertWhen_MinterIsNotDistributor() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IPoints.NotDistributor.selector, alice));
        points.mint(alice, 1);
    }

    function test_RevertWhen_BurningMoreThanHeld() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, alice, 5e6, 5e6 + 1));
        points.burn(5e6 + 1);
    }

    function test_RevertWhen_Transferred() public {
        vm.startPrank(alice);
        vm.expectRevert(IPoints.Soulbound.selector);
        points.transfer(bob, 1);
        vm.expectRevert(IPoints.Soulbound.selector);
        points.transfer(bob, 0);
        vm.expectRevert(IPoints.Soulbound.selector);
        points.transferFrom(alice, bob, 1);
    }

    function test_RevertWhen_DistributorTransfersAnothersPoints() public {
        vm.expectRevert(IPoints.Soulbound.selector);
        points.transferFrom(alice, bob, 1);
    }

    function test_RevertWhen_Approved() public {
        vm.prank(alice);
        vm.expectRevert(IPoints.Soulbound.selector);
        points.approve(bob, 1);
    }
}
