// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TipsTest} from "../support/TipsTest.sol";
import {BlindToken} from "../weird/BlindToken.sol";
import {FalseReturnToken} from "../weird/FalseReturnToken.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {NoReturnToken} from "../weird/NoReturnToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {ShortchangingToken} from "../weird/ShortchangingToken.sol";
import {ZeroRevertToken} from "../weird/ZeroRevertToken.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Tips} from "contracts/Tips.sol";
import {ITips} from "contracts/interfaces/ITips.sol";

/// @dev Misbehaving tokens, and strangers with somebody else's authorization.
contract TipsAttacks is TipsTest {
    function test_frontRun_cannotMoveAnAuthorizationToAnotherCreatorPostOrAmount() public {
        Authorization memory signed = authorize(creator, 5e6, POST, SALT);
        Authorization memory stolen = signed;
        stolen.creator = relayer;
        _expectRefused(stolen);
        stolen.creator = creator;
        stolen.contentId = keccak256("the attacker's post");
        _expectRefused(stolen);
        stolen.contentId = POST;
        stolen.amount = 4e6;
        _expectRefused(stolen);
        stolen.amount = 5e6;
        stolen.salt = 0;
        _expectRefused(stolen);
        stolen.salt = SALT;
        send(signed);
        assertEq(usdt.balanceOf(creator), 5e6);
    }

    /// @dev The content would be lost if the token took the authorization from anybody but this contract.
    function test_frontRun_cannotSpendTheAuthorizationAtTheTokenItself() public {
        Authorization memory signed = authorize(creator, 5e6, POST, SALT);
        bytes32 nonce = tips.nonceOf(address(usdt), creator, POST, 5e6, SALT);
        vm.startPrank(relayer);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(tips)));
        usdt.receiveWithAuthorization(
            fan, address(tips), 5e6, 0, signed.validBefore, nonce, signed.v, signed.r, signed.s
        );
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        usdt.transferWithAuthorization(
            fan, address(tips), 5e6, 0, signed.validBefore, nonce, signed.v, signed.r, signed.s
        );
        vm.stopPrank();

        vm.expectEmit(address(tips));
        emit ITips.TipSent(fan, creator, address(usdt), 5e6, POST);
        send(signed);
    }

    function test_frontRun_withTheSameArgumentsOnlyDoesTheWork() public {
        Authorization memory signed = authorize(creator, 5e6, POST, SALT);
        vm.prank(makeAddr("front-runner"));
        send(signed);
        assertEq(usdt.balanceOf(creator), 5e6);
    }

    function test_replay_onAnotherContractOrChainIsRefused() public {
        Tips other = new Tips();
        _expectRefused(authorizeFor(address(usdt), address(other), block.chainid, creator, 5e6, POST, SALT));
        _expectRefused(authorizeFor(address(usdt), address(tips), block.chainid + 1, creator, 5e6, POST, SALT));
    }

    function test_feeOnTransfer_isRefused() public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        token.mint(fan, 100e6);
        _refusesTip(address(token), abi.encodeWithSelector(ITips.UnsupportedToken.selector, token));
    }

    function test_shortchangedAuthorization_isRefused() public {
        ShortchangingToken token = new ShortchangingToken();
        token.mint(fan, 100e6);
        vm.expectRevert(abi.encodeWithSelector(ITips.UnsupportedToken.selector, token));
        tips.tipWithAuthorization(fan, address(token), creator, 5e6, POST, SALT, 0, 0, 0, 0, 0);
    }

    function test_hiddenBalance_isRefused() public {
        address token = address(new BlindToken());
        vm.expectRevert(abi.encodeWithSelector(ITips.UnsupportedToken.selector, token));
        tips.tipWithAuthorization(fan, token, creator, 5e6, POST, SALT, 0, 0, 0, 0, 0);
    }

    function test_falseReturn_isRefused() public {
        FalseReturnToken token = new FalseReturnToken();
        token.mint(fan, 100e6);
        _refusesTip(address(token), abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, token));
    }

    function test_paused_passesTheTokensOwnErrorOn() public {
        PausableToken token = new PausableToken();
        token.mint(fan, 100e6);
        vm.prank(fan);
        token.approve(address(tips), type(uint256).max);
        token.setPaused(true);
        vm.prank(fan);
        vm.expectRevert(PausableToken.Paused.selector);
        tips.tip(address(token), creator, 5e6, POST);
    }

    function test_noReturn_works() public {
        NoReturnToken token = new NoReturnToken();
        token.mint(fan, 100e6);
        _tipsLikeAnyOther(address(token));
    }

    function test_zeroRevert_works() public {
        ZeroRevertToken token = new ZeroRevertToken();
        token.mint(fan, 100e6);
        _tipsLikeAnyOther(address(token));
    }

    /// @dev A call back that tips the same creator would be counted twice by a contract that trusted the difference.
    function test_reentrancy_ofATipIntoATipIsRefused() public {
        ReentrantToken token = new ReentrantToken();
        token.mint(fan, 100e6);
        token.mint(address(token), 100e6);
        vm.prank(address(token));
        token.approve(address(tips), 100e6);
        vm.prank(fan);
        token.approve(address(tips), 100e6);
        token.arm(address(tips), abi.encodeCall(tips.tip, (address(token), creator, 5e6, POST)));
        vm.prank(fan);
        vm.expectRevert(abi.encodeWithSelector(ITips.UnsupportedToken.selector, token));
        tips.tip(address(token), creator, 5e6, POST);
        assertEq(token.balanceOf(creator), 0);
    }

    function test_strayTokens_areNeverPaidOutAsSomebodysTip() public {
        usdt.mint(address(tips), 7e6);
        send(authorize(creator, 5e6, POST, SALT));
        vm.prank(fan);
        tips.tip(address(usdt), creator, 5e6, POST);
        assertEq(usdt.balanceOf(address(tips)), 7e6);
    }

    function _expectRefused(Authorization memory stolen) private {
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        send(stolen);
    }

    function _refusesTip(address token, bytes memory refusal) private {
        vm.startPrank(fan);
        ERC20(token).approve(address(tips), type(uint256).max);
        vm.expectRevert(refusal);
        tips.tip(token, creator, 5e6, POST);
        vm.stopPrank();
    }

    function _tipsLikeAnyOther(address token) private {
        vm.startPrank(fan);
        NoReturnToken(token).approve(address(tips), type(uint256).max);
        tips.tip(token, creator, 5e6, POST);
        vm.stopPrank();
        assertEq(NoReturnToken(token).balanceOf(creator), 5e6);
    }
}
