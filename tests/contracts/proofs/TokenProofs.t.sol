// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {Membership} from "contracts/Membership.sol";

/// @dev What the market alone may make, and what nobody may move.
contract TokenProofs is Proof {
    CommunityToken internal token;
    Membership internal membership;
    address internal market = makeAddr("market");

    function setUp() public {
        token = new CommunityToken(market);
        membership = new Membership(makeAddr("registry"), makeAddr("quote"));
        svm.enableSymbolicStorage(address(token));
        svm.enableSymbolicStorage(address(membership));
    }

    function check_token_isMadeAndBurnedByTheMarketAlone(address caller) external {
        vm.assume(caller != market);
        uint256 supply = token.totalSupply();
        anyCall(caller, address(token), "CommunityToken");
        assert(token.totalSupply() == supply);
    }

    /// A pass whose serial is 0 belongs to a soulbound tier.
    function check_soulboundPass_noTransferOrApprovalSucceeds(
        address caller,
        address from,
        address to,
        uint256 id,
        bytes calldata data
    ) external {
        vm.assume(uint32(id >> 160) == 0);
        vm.startPrank(caller);
        try membership.transferFrom(from, to, id) {
            assert(false);
        } catch {}
        try membership.safeTransferFrom(from, to, id) {
            assert(false);
        } catch {}
        try membership.safeTransferFrom(from, to, id, data) {
            assert(false);
        } catch {}
        try membership.approve(to, id) {
            assert(false);
        } catch {}
    }
}
