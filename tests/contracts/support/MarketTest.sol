// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "./CreatorTest.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev A market at the deployed constants, one creator with a community at 1 % fee, and two traders.
abstract contract MarketTest is CreatorTest {
    uint96 internal constant X0 = 5000e6;
    uint96 internal constant Y0 = 1_000_000_000e18;
    uint16 internal constant FEE_BPS = 100;
    bytes32 internal constant POST = keccak256("a post");
    bytes32 internal constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    MockUSDT0 internal quote;
    CommunityMarket internal market;
    CommunityToken internal token;
    address internal creator;
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");

    function setUp() public virtual override {
        super.setUp();
        quote = new MockUSDT0();
        market = new CommunityMarket(address(registry), address(quote), X0, Y0);
        creator = newCreator("creator");
        token = CommunityToken(newCommunity(creator, FEE_BPS));
    }

    function newCommunity(address account, uint16 feeBps) internal returns (address made) {
        vm.prank(account);
        (made,) = market.createCommunity("Planet Fans", "FANS", feeBps, POST, 0, 0, block.timestamp);
    }

    /// @dev Give `account` money and an allowance for all of it.
    function fund(address account, uint256 amount) internal {
        quote.mint(account, amount);
        vm.prank(account);
        quote.approve(address(market), type(uint256).max);
    }

    function buy(address account, uint256 quoteIn) internal returns (uint256) {
        fund(account, quoteIn);
        vm.prank(account);
        return market.buy(address(token), quoteIn, 0, block.timestamp, POST);
    }

    function sell(address account, uint256 tokensIn) internal returns (uint256) {
        vm.prank(account);
        return market.sell(address(token), tokensIn, 0, block.timestamp, POST);
    }

    /// @dev A signed ERC-2612 permit under any domain.
    function signPermit(bytes32 domain, uint256 key, address spender, uint256 value, uint256 nonce, uint256 deadline)
        internal
        pure
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 message = keccak256(abi.encode(PERMIT_TYPEHASH, vm.addr(key), spender, value, nonce, deadline));
        return vm.sign(key, keccak256(abi.encodePacked(hex"1901", domain, message)));
    }
}
