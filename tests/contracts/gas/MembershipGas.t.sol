// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipAuthorizationTest} from "../support/MembershipAuthorizationTest.sol";
import {PlainAuthorizedToken} from "../support/PlainAuthorizedToken.sol";
import {PlainToken} from "../support/PlainToken.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Whole cold transactions with their calldata, as in the market's gas test, in a plain ERC20Permit. Somebody else
/// is a member already; `join_again` is a pass of another creator.
/// forge-config: default.isolate = true
contract MembershipGasTest is MembershipAuthorizationTest {
    uint256 private constant JOIN = 112_000;
    uint256 private constant JOIN_AGAIN = 95_000;
    uint256 private constant JOIN_AUTHORIZED = 135_000;
    uint256 private constant RENEW = 87_000;
    uint256 private constant CANCEL = 90_000;
    uint256 private constant COLLECT_ONE = 65_000;

    address private other;

    function setUp() public override {
        super.setUp();
        usdt = MockUSDT0(address(new PlainToken()));
        membership = deploy(address(usdt));
        other = newCreator("other");
        createTier(creator, 12_345_678, PERIOD, 100, true);
        createTier(creator, 12_345_678, PERIOD, 100, false);
        createTier(other, 12_345_678, PERIOD, 100, true);
        fund(fan, 12_345_678 * 10);
        fund(friend, 12_345_678 * 10);
        _joinTier(friend, creator, SOULBOUND);
        _joinTier(friend, creator, TRADEABLE);
        _joinTier(friend, other, SOULBOUND);
    }

    function test_gas_join() public {
        _joinTier(fan, creator, SOULBOUND);
        _check("join", JOIN);
    }

    function test_gas_joinTradeable() public {
        _joinTier(fan, creator, TRADEABLE);
        _check("join_tradeable", JOIN);
    }

    function test_gas_joinAgain() public {
        _joinTier(fan, creator, SOULBOUND);
        _joinTier(fan, other, SOULBOUND);
        _check("join_again", JOIN_AGAIN);
    }

    /// @dev The token's own EIP-3009 half, a signature to recover and a nonce to store are in it.
    function test_gas_joinAuthorized() public {
        usdt = MockUSDT0(address(new PlainAuthorizedToken()));
        membership = deploy(address(usdt));
        createTier(creator, PRICE, PERIOD, 100, true);
        fund(fan, PRICE);
        fund(friend, PRICE);
        join(friend, SOULBOUND);
        Signed memory signed = sign(SOULBOUND, PRICE);
        vm.prank(relayer);
        send(signed);
        _check("join_authorized", JOIN_AUTHORIZED);
    }

    function test_gas_renew() public {
        uint256 id = _joinTier(fan, creator, SOULBOUND);
        renew(fan, id);
        _check("renew", RENEW);
    }

    function test_gas_cancel() public {
        uint256 id = _joinTier(fan, creator, SOULBOUND);
        cancel(fan, id);
        _check("cancel", JOIN_AGAIN - 5000);
    }

    function test_gas_collect() public {
        uint256 id = _joinTier(fan, creator, SOULBOUND);
        usdt.mint(creator, 1);
        collect(id);
        _check("collect_one", COLLECT_ONE);
    }

    function _joinTier(address by, address whose, uint32 tier) private returns (uint256) {
        vm.prank(by);
        return membership.join(whose, tier, 12_345_678, POST);
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("Membership", action);
        emit log_named_uint(action, used);
        assertGt(used, 30_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
