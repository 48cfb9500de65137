// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "./CreatorTest.sol";
import {Membership} from "contracts/Membership.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Memberships in mock USD₮0 over a registry with one creator, number 1, who has a soulbound tier, 1, and one whose
/// passes can be traded, 2; a fan and a friend with money.
abstract contract MembershipTest is CreatorTest {
    bytes32 internal constant POST = keccak256("a post");
    uint96 internal constant PRICE = 10e6;
    uint16 internal constant PERIOD = 30;
    uint32 internal constant SOULBOUND = 1;
    uint32 internal constant TRADEABLE = 2;

    IMembership internal membership;
    MockUSDT0 internal usdt;
    address internal creator;
    address internal fan;
    uint256 internal fanKey;
    address internal friend = makeAddr("friend");
    uint256 internal begin;

    function setUp() public virtual override {
        super.setUp();
        begin = block.timestamp;
        usdt = new MockUSDT0();
        membership = deploy(address(usdt));
        creator = newCreator("creator");
        (fan, fanKey) = makeAddrAndKey("fan");
        createTier(creator, PRICE, PERIOD, 100, true);
        createTier(creator, PRICE, PERIOD, 100, false);
        fund(fan);
        fund(friend);
    }

    function deploy(address quote) internal virtual returns (IMembership) {
        return new Membership(address(registry), quote);
    }

    function createTier(address by, uint96 price, uint16 periodDays, uint32 seats, bool soulbound)
        internal
        returns (uint32)
    {
        vm.prank(by);
        return membership.createTier("Gold", price, periodDays, seats, soulbound, POST);
    }

    function fund(address account) internal {
        fund(account, 1_000_000e6);
    }

    function fund(address account, uint256 amount) internal {
        usdt.mint(account, amount);
        vm.prank(account);
        usdt.approve(address(membership), type(uint256).max);
    }

    function join(address by, uint32 tier) internal returns (uint256) {
        vm.prank(by);
        return membership.join(creator, tier, PRICE, POST);
    }

    function renew(address by, uint256 id) internal {
        vm.prank(by);
        membership.renew(id, type(uint256).max, POST);
    }

    function cancel(address by, uint256 id) internal {
        vm.prank(by);
        membership.cancelSubscription(id);
    }

    function gift(address by, address to, uint32 tier) internal returns (uint256) {
        vm.prank(by);
        return membership.gift(to, creator, tier, PRICE, POST);
    }

    function grant(address to, uint32 tier, uint16 lengthDays) internal returns (uint256) {
        vm.prank(creator);
        return membership.grant(to, tier, lengthDays, POST);
    }

    function accept(address by, uint256 giftId) internal returns (uint256) {
        vm.prank(by);
        return membership.acceptGift(giftId);
    }

    function collect(uint256 id) internal returns (uint256) {
        vm.prank(creator);
        return membership.collect(oneOf(id), creator);
    }

    function revoke(address whom) internal {
        vm.prank(attester);
        registry.revoke(whom);
    }

    function setTier(uint32 tier, uint96 price, uint32 seats) internal {
        vm.prank(creator);
        membership.setTier(tier, price, seats);
    }

    function oneOf(uint256 id) internal pure returns (uint256[] memory ids) {
        ids = new uint256[](1);
        ids[0] = id;
    }

    /// @dev The ids of the manual, put together here and not by the contract.
    function soulboundId(uint256 number, uint256 tier, address holder) internal pure returns (uint256) {
        return tradeableId(number, tier, 0, holder);
    }

    function tradeableId(uint256 number, uint256 tier, uint256 serial, address first) internal pure returns (uint256) {
        return number * 2 ** 224 + tier * 2 ** 192 + serial * 2 ** 160 + uint160(first);
    }
}
