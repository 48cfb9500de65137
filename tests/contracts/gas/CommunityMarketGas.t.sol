// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketTest} from "../support/MarketTest.sol";

/// @dev Whole cold transactions with their calldata and an infinite allowance. In isolation each call below is a
/// transaction of its own; its 21,000 and its calldata are inside the figures. The quote token's EIP-3009 half makes its
/// dispatch a little dearer than a plain ERC20Permit's.
/// forge-config: default.isolate = true
contract CommunityMarketGasTest is MarketTest {
    uint256 private constant CREATE = 208_000;
    uint256 private constant BUY_NEW = 91_000;
    uint256 private constant BUY_AGAIN = 74_000;
    uint256 private constant SELL = 68_000;

    address private second;

    function setUp() public override {
        super.setUp();
        second = newCreator("second");
        fund(second, 100e6);
        fund(alice, 10_000e6);
        buy(bob, 50e6);
        fund(bob, 1e6);
    }

    function test_gas_createWithFirstBuy() public {
        vm.prank(second);
        market.createCommunity("Second Fans", "SECOND", FEE_BPS, POST, 50e6, 1, block.timestamp + 60);
        _check("create_community", CREATE);
    }

    function test_gas_buyNew() public {
        vm.prank(alice);
        market.buy(address(token), 12_345_678, 1e18, block.timestamp + 60, POST);
        _check("buy", BUY_NEW);
    }

    function test_gas_buyAgain() public {
        vm.startPrank(alice);
        market.buy(address(token), 50e6, 0, block.timestamp + 60, POST);
        market.buy(address(token), 12_345_678, 1e18, block.timestamp + 60, POST);
        _check("buy_again", BUY_AGAIN);
    }

    function test_gas_sell() public {
        vm.prank(bob);
        market.sell(address(token), 123_456e18, 1, block.timestamp + 60, POST);
        _check("sell", SELL);
    }

    function _check(string memory action, uint256 most) private {
        uint256 used = vm.snapshotGasLastCall("CommunityMarket", action);
        emit log_named_uint(action, used);
        assertGt(used, 40_000, "not a whole transaction: run it isolated");
        assertLe(used, most);
    }
}
