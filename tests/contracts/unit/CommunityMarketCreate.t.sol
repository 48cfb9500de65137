// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

import {MarketTest} from "../support/MarketTest.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {ICommunityMarket} from "contracts/interfaces/ICommunityMarket.sol";

contract CommunityMarketCreateTest is MarketTest {
    address private second;

    function setUp() public override {
        super.setUp();
        second = newCreator("second");
    }

    function test_constructor_fixesEverything() public view {
        assertEq(market.registry(), address(registry));
        assertEq(market.quote(), address(quote));
        assertEq(market.initialQuote(), X0);
        assertEq(market.initialTokens(), Y0);
        assertEq(CommunityToken(market.tokenImplementation()).market(), address(market));
    }

    function test_RevertWhen_RegistryIsZero() public {
        vm.expectRevert(ICommunityMarket.ZeroAddress.selector);
        new CommunityMarket(address(0), address(quote), X0, Y0);
    }

    function test_RevertWhen_QuoteIsZero() public {
        vm.expectRevert(ICommunityMarket.ZeroAddress.selector);
        new CommunityMarket(address(registry), address(0), X0, Y0);
    }

    function test_RevertWhen_InitialQuoteIsZero() public {
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        new CommunityMarket(address(registry), address(quote), 0, Y0);
    }

    function test_RevertWhen_InitialTokensIsZero() public {
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        new CommunityMarket(address(registry), address(quote), X0, 0);
    }

    function test_create_withoutFirstBuy() public {
        vm.prank(second);
        (address made, uint256 out) = market.createCommunity("Second", "SEC", 500, POST, 0, 1, block.timestamp);
        assertEq(out, 0);
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(made);
        assertEq(x, X0);
        assertEq(y, Y0);
        assertEq(fees, 0);
        (address by, uint16 feeBps) = market.communityOf(made);
        assertEq(by, second);
        assertEq(feeBps, 500);
        assertEq(market.tokenOf(second), made);
        assertEq(CommunityToken(made).totalSupply(), 0);
    }

    function test_create_withFirstBuyAndNoFee() public {
        fund(second, 50e6);
        uint256 expected = uint256(Y0) * 50e6 / (uint256(X0) + 50e6);
        vm.expectEmit(false, true, true, true, address(market));
        emit ICommunityMarket.CommunityCreated(address(0), second, POST, "Second", "SEC", 500, 50e6, expected);
        vm.prank(second);
        (address made, uint256 out) =
            market.createCommunity("Second", "SEC", 500, POST, 50e6, expected, block.timestamp);

        assertEq(out, expected);
        assertEq(CommunityToken(made).balanceOf(second), expected);
        assertEq(quote.balanceOf(address(market)), 50e6);
        assertEq(quote.balanceOf(second), 0);
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(made);
        assertEq(x, uint256(X0) + 50e6);
        assertEq(y, Y0 - expected);
        assertEq(fees, 0);
    }

    function test_create_addressFollowsFromItsTermsAlone() public {
        // The same creator, whatever happened in between, gets the same address: what a reorganisation cannot change.
        uint256 before = vm.snapshotState();
        address made = newCommunity(second, 0);
        vm.revertToState(before);
        newCommunity(newCreator("third"), 0);
        skip(1 hours);
        assertEq(newCommunity(second, 0), made);

        vm.revertToState(before);
        assertNotEq(newCommunity(second, 1), made);
    }

    function test_create_firstBuyUpToAFiftieth() public {
        uint256 most = Y0 / 50;
        uint256 pay = _largestFirstBuy(most);
        fund(second, pay + 1);

        uint256 out = uint256(Y0) * (pay + 1) / (uint256(X0) + pay + 1);
        assertGt(out, most);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.FirstBuyTooLarge.selector, out, most));
        market.createCommunity("Second", "SEC", 0, 0, pay + 1, 0, block.timestamp);

        vm.prank(second);
        (, out) = market.createCommunity("Second", "SEC", 0, 0, pay, 0, block.timestamp);
        assertLe(out, most);
    }

    function test_create_firstBuyOfExactlyAFiftieth() public {
        CommunityMarket small = new CommunityMarket(address(registry), address(quote), 49, 50);
        quote.mint(second, 1);
        vm.startPrank(second);
        quote.approve(address(small), 1);
        (, uint256 out) = small.createCommunity("Second", "SEC", 0, 0, 1, 1, block.timestamp);
        assertEq(out, 1);
    }

    function test_RevertWhen_FirstBuySlips() public {
        fund(second, 50e6);
        uint256 out = uint256(Y0) * 50e6 / (uint256(X0) + 50e6);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.SlippageExceeded.selector, out, out + 1));
        market.createCommunity("Second", "SEC", 0, 0, 50e6, out + 1, block.timestamp);
    }

    function test_RevertWhen_FirstBuyOverflows() public {
        vm.startPrank(second);
        vm.expectRevert(ICommunityMarket.ReserveOverflow.selector);
        market.createCommunity("Second", "SEC", 0, 0, type(uint256).max, 0, block.timestamp);
        vm.expectRevert(ICommunityMarket.ReserveOverflow.selector);
        market.createCommunity("Second", "SEC", 0, 0, uint256(type(uint96).max) - X0 + 1, 0, block.timestamp);
    }

    function test_RevertWhen_FirstBuyGivesNothing() public {
        // One quote unit of a curve that holds more quote than tokens.
        CommunityMarket dear = new CommunityMarket(address(registry), address(quote), 1e18, 50);
        vm.prank(second);
        vm.expectRevert(ICommunityMarket.ZeroAmount.selector);
        dear.createCommunity("Second", "SEC", 0, 0, 1, 0, block.timestamp);
    }

    function test_RevertWhen_CallerIsNoCreator() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.NotCreator.selector, alice));
        market.createCommunity("Alice", "ALI", 0, 0, 0, 0, block.timestamp);
    }

    function test_RevertWhen_CallerWasRevoked() public {
        vm.prank(attester);
        registry.revoke(second);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.NotCreator.selector, second));
        market.createCommunity("Second", "SEC", 0, 0, 0, 0, block.timestamp);
    }

    function test_RevertWhen_CommunityExists() public {
        vm.prank(creator);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.CommunityExists.selector, creator, token));
        market.createCommunity("Other", "OTHER", 0, 0, 0, 0, block.timestamp);
    }

    function test_RevertWhen_FeeTooHigh() public {
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.FeeTooHigh.selector, 501));
        market.createCommunity("Second", "SEC", 501, 0, 0, 0, block.timestamp);
    }

    function test_RevertWhen_CreateDeadlineExpired() public {
        uint256 deadline = block.timestamp - 1;
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.DeadlineExpired.selector, deadline));
        market.createCommunity("Second", "SEC", 0, 0, 0, 0, deadline);
    }

    function test_RevertWhen_NameIsInvalid() public {
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.InvalidLabel.selector, "line\nbreak"));
        market.createCommunity("line\nbreak", "SEC", 0, 0, 0, 0, block.timestamp);
    }

    function test_RevertWhen_SymbolIsInvalid() public {
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.InvalidLabel.selector, "A B"));
        market.createCommunity("Second", "A B", 0, 0, 0, 0, block.timestamp);
    }

    function test_communityOf_unknownIsZero() public view {
        (address by, uint16 feeBps) = market.communityOf(alice);
        assertEq(by, address(0));
        assertEq(feeBps, 0);
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(alice);
        assertEq(x + y + fees, 0);
        assertEq(market.tokenOf(alice), address(0));
    }

    function test_communityOf_cloneMadeElsewhereIsZero() public {
        bytes memory args = abi.encodePacked(alice, uint16(500), uint8(4), "Fake", "FAK");
        address forged = Clones.cloneWithImmutableArgs(market.tokenImplementation(), args);
        (address by, uint16 feeBps) = market.communityOf(forged);
        assertEq(by, address(0), "looks like a community, but the market did not make it");
        assertEq(feeBps, 0);
    }

    /// @dev The most quote units with floor(Y0*q/(X0+q)) <= most, by bisection.
    function _largestFirstBuy(uint256 most) private pure returns (uint256 low) {
        uint256 high = X0;
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (uint256(Y0) * middle / (uint256(X0) + middle) <= most) low = middle;
            else high = middle - 1;
        }
    }
}
