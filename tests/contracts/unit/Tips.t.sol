// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TipsTest} from "../support/TipsTest.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {ITips} from "contracts/interfaces/ITips.sol";

contract TipsUnitTest is TipsTest {
    address private second = makeAddr("second creator");

    function test_tip_goesStraightToTheCreator() public {
        vm.expectEmit(address(tips));
        emit ITips.TipSent(fan, creator, address(usdt), 5e6, POST);
        vm.prank(fan);
        tips.tip(address(usdt), creator, 5e6, POST);
        assertEq(usdt.balanceOf(creator), 5e6);
        assertEq(usdt.balanceOf(fan), 995e6);
        assertEq(usdt.balanceOf(address(tips)), 0);
    }

    function test_tip_worksWithoutAPost() public {
        vm.prank(fan);
        tips.tip(address(usdt), creator, 1, 0);
        assertEq(usdt.balanceOf(creator), 1);
    }

    function test_tip_toOneself_movesNothing() public {
        vm.prank(fan);
        tips.tip(address(usdt), fan, 5e6, POST);
        assertEq(usdt.balanceOf(fan), 1000e6);
    }

    function test_tipMany_paysEach() public {
        ITips.Tip[] memory batch = new ITips.Tip[](3);
        batch[0] = ITips.Tip(creator, 1e6, POST);
        batch[1] = ITips.Tip(second, 2e6, 0);
        batch[2] = ITips.Tip(creator, 3e6, keccak256("another post"));
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(address(tips));
            emit ITips.TipSent(fan, batch[i].creator, address(usdt), batch[i].amount, batch[i].contentId);
        }
        vm.prank(fan);
        tips.tipMany(address(usdt), batch);
        assertEq(usdt.balanceOf(creator), 4e6);
        assertEq(usdt.balanceOf(second), 2e6);
    }

    function test_tipMany_takesFifty() public {
        vm.prank(fan);
        tips.tipMany(address(usdt), _batch(50));
        assertEq(usdt.balanceOf(creator), 50);
    }

    function test_tipMany_isAllOrNone() public {
        ITips.Tip[] memory batch = _batch(3);
        batch[2].amount = 1000e6;
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, fan, 1000e6 - 2, 1000e6));
        tips.tipMany(address(usdt), batch);
        assertEq(usdt.balanceOf(creator), 0);
    }

    function test_tipWithAuthorization_letsAnyoneBringIt() public {
        Authorization memory signed = authorize(creator, 5e6, POST, SALT);
        vm.expectEmit(address(tips));
        emit ITips.TipSent(fan, creator, address(usdt), 5e6, POST);
        vm.prank(relayer);
        send(signed);
        assertEq(usdt.balanceOf(creator), 5e6);
        assertEq(usdt.balanceOf(fan), 995e6);
        assertEq(usdt.balanceOf(address(tips)), 0);
    }

    function test_tipWithAuthorization_anotherSaltIsAnotherTip() public {
        send(authorize(creator, 5e6, POST, SALT));
        send(authorize(creator, 5e6, POST, keccak256("other salt")));
        assertEq(usdt.balanceOf(creator), 10e6);
    }

    function test_tipWithAuthorization_toOneself() public {
        send(authorize(fan, 5e6, POST, SALT));
        assertEq(usdt.balanceOf(fan), 1000e6);
    }

    function test_nonceOf_isTheHashOfEverythingSigned() public {
        uint256[2] memory chains = [block.chainid, 1952];
        for (uint256 i = 0; i < 2; ++i) {
            vm.chainId(chains[i]);
            bytes32 expected =
                keccak256(abi.encode(chains[i], address(tips), address(usdt), creator, POST, uint256(7), SALT));
            assertEq(tips.nonceOf(address(usdt), creator, POST, 7, SALT), expected);
        }
    }

    function test_RevertWhen_AmountIsZero() public {
        vm.startPrank(fan);
        vm.expectRevert(ITips.ZeroAmount.selector);
        tips.tip(address(usdt), creator, 0, POST);
        vm.expectRevert(ITips.ZeroAmount.selector);
        tips.tipMany(address(usdt), new ITips.Tip[](0));
        ITips.Tip[] memory batch = _batch(2);
        batch[1].amount = 0;
        vm.expectRevert(ITips.ZeroAmount.selector);
        tips.tipMany(address(usdt), batch);
        vm.stopPrank();
        Authorization memory signed = authorize(creator, 0, POST, SALT);
        vm.expectRevert(ITips.ZeroAmount.selector);
        send(signed);
    }

    function test_RevertWhen_CreatorIsZero() public {
        vm.prank(fan);
        vm.expectRevert(ITips.ZeroAddress.selector);
        tips.tip(address(usdt), address(0), 1, POST);
        Authorization memory signed = authorize(address(0), 1, POST, SALT);
        vm.expectRevert(ITips.ZeroAddress.selector);
        send(signed);
    }

    function test_RevertWhen_CreatorIsTheContract() public {
        bytes memory refusal = abi.encodeWithSelector(ITips.InvalidCreator.selector, address(tips));
        vm.prank(fan);
        vm.expectRevert(refusal);
        tips.tip(address(usdt), address(tips), 1, POST);
        Authorization memory signed = authorize(address(tips), 1, POST, SALT);
        vm.expectRevert(refusal);
        send(signed);
    }

    function test_RevertWhen_TooManyTips() public {
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(ITips.TooManyTips.selector, 51, 50));
        tips.tipMany(address(usdt), _batch(51));
    }

    function test_RevertWhen_NotApproved() public {
        usdt.mint(relayer, 1);
        vm.prank(relayer);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, address(tips), 0, 1));
        tips.tip(address(usdt), creator, 1, POST);
    }

    function test_RevertWhen_TokenIsNoContract() public {
        address nothing = makeAddr("no contract");
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(ITips.UnsupportedToken.selector, nothing));
        tips.tip(nothing, creator, 1, POST);
    }

    function test_RevertWhen_AuthorizationIsUsedTwice() public {
        Authorization memory signed = authorize(creator, 5e6, POST, SALT);
        send(signed);
        bytes32 nonce = tips.nonceOf(address(usdt), creator, POST, 5e6, SALT);
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, fan, nonce));
        send(signed);
    }

    function test_RevertWhen_AuthorizationIsOver() public {
        Authorization memory signed = authorize(creator, 5e6, POST, SALT);
        vm.warp(signed.validBefore);
        vm.expectRevert(abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, 0, signed.validBefore));
        send(signed);
    }

    function _batch(uint256 count) private view returns (ITips.Tip[] memory batch) {
        batch = new ITips.Tip[](count);
        for (uint256 i = 0; i < count; ++i) {
            batch[i] = ITips.Tip(creator, 1, POST);
        }
    }
}
