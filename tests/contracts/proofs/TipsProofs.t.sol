// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainAuthorizedToken} from "../support/PlainAuthorizedToken.sol";
import {Proof} from "./Proof.sol";
import {Tips} from "contracts/Tips.sol";

/// @dev Whatever anybody calls, with whatever the token's books say: Tips never keeps, and never gives away, a unit.
contract TipsProofs is Proof {
    Tips internal tips;
    PlainAuthorizedToken internal token;

    function setUp() public {
        tips = new Tips();
        token = new PlainAuthorizedToken();
        svm.enableSymbolicStorage(address(token));
    }

    function check_tip_leavesTheBalanceAlone(address fan, address creator, uint256 amount, bytes32 contentId) external {
        vm.assume(fan != address(tips));
        uint256 held = token.balanceOf(address(tips));
        vm.prank(fan);
        try tips.tip(address(token), creator, amount, contentId) {} catch {}
        assert(token.balanceOf(address(tips)) == held);
    }

    /// Nobody has a key for the address of a contract, so the fan is not Tips itself.
    function check_tipWithAuthorization_leavesTheBalanceAlone(
        address fan,
        address creator,
        uint256 amount,
        bytes32[2] calldata content,
        uint256[2] calldata valid,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        vm.assume(fan != address(tips));
        uint256 held = token.balanceOf(address(tips));
        try tips.tipWithAuthorization(
            fan, address(token), creator, amount, content[0], content[1], valid[0], valid[1], v, r, s
        ) {}
            catch {}
        assert(token.balanceOf(address(tips)) == held);
    }

    function check_tip_paysTheCreatorExactly(address fan, address creator, uint256 amount, bytes32 contentId) external {
        vm.assume(fan != creator);
        uint256 held = token.balanceOf(creator);
        vm.prank(fan);
        tips.tip(address(token), creator, amount, contentId);
        unchecked {
            assert(token.balanceOf(creator) - held == amount);
        }
    }

    /// The hand-written hash is that of the manual.
    function check_nonce_isTheHashOfTheManual(
        address creator,
        uint256 amount,
        bytes32 contentId,
        bytes32 salt,
        address money
    ) external view {
        bytes32 expected = keccak256(abi.encode(block.chainid, address(tips), money, creator, contentId, amount, salt));
        assert(tips.nonceOf(money, creator, contentId, amount, salt) == expected);
    }
}
