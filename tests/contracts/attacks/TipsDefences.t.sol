// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TipsTest} from "../support/TipsTest.sol";
import {WeakTips} from "../weak/WeakTips.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Tips} from "contracts/Tips.sol";
import {ITips} from "contracts/interfaces/ITips.sol";
import {Vm} from "forge-std/Vm.sol";

/// @dev The attacks on a tip's way, in short: each is made on the contract, where it fails, and on a copy without the
/// defence, where it succeeds.
contract TipsDefences is TipsTest {
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    bytes32 private constant ANOTHER_POST = keccak256("the attacker's post");

    /// @dev Whoever sees the authorization on its way brings it with another post.
    function test_authorizationFrontRun_cannotChangeThePost() public {
        assertEq(_frontRun(creator, ANOTHER_POST, false), POST);
        _weaken(WeakTips.Weakness.NamesNoContent);
        assertEq(_frontRun(creator, ANOTHER_POST, true), ANOTHER_POST);
    }

    /// @dev The same with another creator: himself.
    function test_authorizationFrontRun_cannotChangeTheCreator() public {
        _frontRun(relayer, POST, false);
        assertEq(usdt.balanceOf(relayer), 0);
        _weaken(WeakTips.Weakness.NamesNoCreator);
        _frontRun(relayer, POST, true);
        assertEq(usdt.balanceOf(relayer), 5e6);
    }

    /// @dev He brings it to the token instead: the money would arrive, but no tip and no post with it.
    function test_authorizationFrontRun_cannotLoseTheContentAtTheToken() public {
        assertEq(_spendAtTheToken(RECEIVE_TYPEHASH), 0);
        _weaken(WeakTips.Weakness.TakesTransfers);
        assertEq(_spendAtTheToken(TRANSFER_TYPEHASH), 5e6);
    }

    function test_strayTokens_goToNobody() public {
        assertEq(_tipOverStrayTokens(), 5e6);
        _weaken(WeakTips.Weakness.PaysTheBalance);
        assertEq(_tipOverStrayTokens(), 12e6);
    }

    /// @dev A tip would be told as larger than it was.
    function test_feeOnTransfer_isNotToldAsMoreThanItWas() public {
        assertEq(_tipWithFee(), 0);
        _weaken(WeakTips.Weakness.TrustsTheToken);
        assertEq(_tipWithFee(), 5e6);
    }

    /// @param isWeak whether the fan's client signs what the weak copy asks for
    /// @return post which one the tip was told to be for, whoever brought it first
    function _frontRun(address to, bytes32 content, bool isWeak) private returns (bytes32 post) {
        Authorization memory signed = isWeak
            ? _authorizeByNonce(tips.nonceOf(address(usdt), creator, POST, 5e6, SALT), RECEIVE_TYPEHASH)
            : authorize(creator, 5e6, POST, SALT);
        Authorization memory stolen = abi.decode(abi.encode(signed), (Authorization));
        (stolen.creator, stolen.contentId) = (to, content);
        vm.recordLogs();
        vm.prank(relayer);
        (bool stole,) = address(tips).call(_callOf(stolen));
        if (!stole) send(signed);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == ITips.TipSent.selector) (, post) = abi.decode(logs[i].data, (uint256, bytes32));
        }
    }

    /// @param typehash of the kind of authorization that the contract asks for
    /// @return what lies in the contract without having been a tip
    function _spendAtTheToken(bytes32 typehash) private returns (uint256) {
        bytes32 nonce = tips.nonceOf(address(usdt), creator, POST, 5e6, SALT);
        Authorization memory signed = _authorizeByNonce(nonce, typehash);
        vm.startPrank(relayer);
        try usdt.transferWithAuthorization(
            fan, address(tips), 5e6, 0, signed.validBefore, nonce, signed.v, signed.r, signed.s
        ) {}
            catch {}
        try usdt.receiveWithAuthorization(
            fan, address(tips), 5e6, 0, signed.validBefore, nonce, signed.v, signed.r, signed.s
        ) {}
            catch {}
        vm.stopPrank();
        return usdt.balanceOf(address(tips));
    }

    /// @return what the creator got of a tip of five dollars, with seven lying there
    function _tipOverStrayTokens() private returns (uint256) {
        usdt.mint(address(tips), 7e6);
        uint256 before = usdt.balanceOf(creator);
        send(authorize(creator, 5e6, POST, SALT));
        return usdt.balanceOf(creator) - before;
    }

    /// @return told how large the tip was told to be, 0 when there was none
    function _tipWithFee() private returns (uint256 told) {
        FeeOnTransferToken token = new FeeOnTransferToken();
        token.mint(fan, 5e6);
        vm.recordLogs();
        vm.startPrank(fan);
        token.approve(address(tips), 5e6);
        (bool succeeded,) = address(tips).call(abi.encodeCall(tips.tip, (address(token), creator, 5e6, POST)));
        vm.stopPrank();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        // Those of a call that failed are recorded too.
        if (succeeded) (told,) = abi.decode(logs[logs.length - 1].data, (uint256, bytes32));
    }

    /// @dev Five dollars to the contract, under any nonce, as either kind of authorization.
    function _authorizeByNonce(bytes32 nonce, bytes32 typehash) private view returns (Authorization memory signed) {
        uint256 validBefore = block.timestamp + 1 hours;
        signed = Authorization(address(usdt), creator, 5e6, POST, SALT, 0, validBefore, 0, 0, 0);
        bytes32 message = keccak256(abi.encode(typehash, fan, address(tips), 5e6, 0, validBefore, nonce));
        bytes32 domain = IERC20Permit(address(usdt)).DOMAIN_SEPARATOR();
        (signed.v, signed.r, signed.s) = vm.sign(fanKey, keccak256(abi.encodePacked(hex"1901", domain, message)));
    }

    function _callOf(Authorization memory a) private view returns (bytes memory) {
        return abi.encodeCall(
            tips.tipWithAuthorization,
            (fan, a.token, a.creator, a.amount, a.contentId, a.salt, a.validAfter, a.validBefore, a.v, a.r, a.s)
        );
    }

    /// @dev From now on the attacks are made on the copy.
    function _weaken(WeakTips.Weakness weakness) private {
        tips = Tips(address(new WeakTips(weakness)));
    }
}
