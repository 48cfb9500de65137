// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CreatorTest} from "../support/CreatorTest.sol";
import {FalseReturnToken} from "../weird/FalseReturnToken.sol";
import {FeeOnTransferToken} from "../weird/FeeOnTransferToken.sol";
import {NoReturnToken} from "../weird/NoReturnToken.sol";
import {PausableToken} from "../weird/PausableToken.sol";
import {ReentrantToken} from "../weird/ReentrantToken.sol";
import {ZeroRevertToken} from "../weird/ZeroRevertToken.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {CommunityMarket} from "contracts/CommunityMarket.sol";
import {CommunityToken} from "contracts/CommunityToken.sol";
import {ICommunityMarket} from "contracts/interfaces/ICommunityMarket.sol";

interface IMintable {
    function mint(address to, uint256 amount) external;
    function approve(address spender, uint256 amount) external;
    function balanceOf(address account) external view returns (uint256);
}

/// @dev Quote tokens that misbehave. A market with a bad one harms nobody but those who use it, and never lies.
contract MarketQuoteTokenAttacks is CreatorTest {
    address private creator;
    address private alice = makeAddr("alice");
    address private bob = makeAddr("bob");

    function setUp() public override {
        super.setUp();
        creator = newCreator("creator");
    }

    function test_feeOnTransfer_isRefused() public {
        address quote = address(new FeeOnTransferToken());
        (CommunityMarket market, address token) = _market(quote);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.UnsupportedToken.selector, quote));
        market.buy(token, 100e6, 0, block.timestamp, 0);

        address second = newCreator("second");
        _fund(quote, second, market);
        vm.prank(second);
        vm.expectRevert(abi.encodeWithSelector(ICommunityMarket.UnsupportedToken.selector, quote));
        market.createCommunity("Second", "SEC", 0, 0, 50e6, 0, block.timestamp);
        assertEq(market.tokenOf(second), address(0));
    }

    function test_falseReturn_isRefused() public {
        address quote = address(new FalseReturnToken());
        (CommunityMarket market, address token) = _market(quote);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, quote));
        market.buy(token, 100e6, 0, block.timestamp, 0);
    }

    function test_noReturn_works() public {
        _tradesLikeAnyOther(address(new NoReturnToken()));
    }

    function test_zeroRevert_works() public {
        _tradesLikeAnyOther(address(new ZeroRevertToken()));
    }

    function test_pause_delaysAndLosesNothing() public {
        PausableToken quote = new PausableToken();
        (CommunityMarket market, address token) = _market(address(quote));
        vm.startPrank(alice);
        uint256 out = market.buy(token, 100e6, 0, block.timestamp, 0);
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(token);
        quote.setPaused(true);
        vm.expectRevert(PausableToken.Paused.selector);
        market.sell(token, out, 0, block.timestamp, 0);
        (uint256 x1, uint256 y1, uint256 fees1) = market.reservesOf(token);
        assertEq(abi.encode(x, y, fees), abi.encode(x1, y1, fees1));

        quote.setPaused(false);
        assertGt(market.sell(token, out, 0, block.timestamp, 0), 0);
    }

    function test_blockedCreator_stopsNobodyElse() public {
        // Fees are pulled: a creator who cannot be paid, or reverts on purpose, cannot hold up a single trade.
        PausableToken quote = new PausableToken();
        (CommunityMarket market, address token) = _market(address(quote));
        quote.setBlocked(creator, true);
        vm.startPrank(alice);
        uint256 out = market.buy(token, 100e6, 0, block.timestamp, 0);
        market.sell(token, out, 0, block.timestamp, 0);
        (,, uint256 fees) = market.reservesOf(token);
        assertGt(fees, 0);

        vm.expectRevert(abi.encodeWithSelector(PausableToken.Blocked.selector, creator));
        market.collectFees(token);
        quote.setBlocked(creator, false);
        assertEq(market.collectFees(token), fees, "still there");
    }

    function test_blockedHolder_stopsNobodyElse() public {
        PausableToken quote = new PausableToken();
        (CommunityMarket market, address token) = _market(address(quote));
        _fund(address(quote), bob, market);
        vm.prank(alice);
        uint256 out = market.buy(token, 100e6, 0, block.timestamp, 0);
        quote.setBlocked(alice, true);
        vm.prank(bob);
        assertGt(market.buy(token, 100e6, 0, block.timestamp, 0), 0);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(PausableToken.Blocked.selector, alice));
        market.sell(token, out, 0, block.timestamp, 0);
        assertEq(CommunityToken(token).balanceOf(alice), out);
    }

    function test_reentrancy_intoEveryDoorIsRefused() public {
        ReentrantToken quote = new ReentrantToken();
        (CommunityMarket market, address token) = _market(address(quote));
        bytes[5] memory doors = [
            abi.encodeCall(market.buy, (token, 1e6, 0, block.timestamp, bytes32(0))),
            abi.encodeCall(market.sell, (token, 1e18, 0, block.timestamp, bytes32(0))),
            abi.encodeCall(market.collectFees, (token)),
            abi.encodeCall(market.createCommunity, ("Evil", "EVIL", 0, 0, 0, 0, block.timestamp)),
            abi.encodeCall(market.buyWithPermit, (token, 1e6, 0, block.timestamp, bytes32(0), block.timestamp, 0, 0, 0))
        ];
        vm.startPrank(alice);
        uint256 out = market.buy(token, 100e6, 0, block.timestamp, 0);
        for (uint256 i; i < doors.length; ++i) {
            quote.arm(address(market), doors[i]);
            market.buy(token, 1e6, 0, block.timestamp, 0);
            _assertRefused(quote);
            quote.arm(address(market), doors[i]);
            market.sell(token, out / 10, 0, block.timestamp, 0);
            _assertRefused(quote);
            quote.arm(address(market), doors[i]);
            market.collectFees(token);
            _assertRefused(quote);
        }
    }

    function test_reentrancy_readsFinishedStateOnly() public {
        // Whoever prices something by this curve in the middle of a trade sees the trade done, not half of it.
        ReentrantToken quote = new ReentrantToken();
        (CommunityMarket market, address token) = _market(address(quote));
        quote.arm(address(market), abi.encodeCall(market.reservesOf, (token)));
        vm.prank(alice);
        market.buy(token, 100e6, 0, block.timestamp, 0);
        assertTrue(quote.succeeded());
        (uint256 x, uint256 y, uint256 fees) = market.reservesOf(token);
        assertEq(quote.result(), abi.encode(x, y, fees));
    }

    function _tradesLikeAnyOther(address quote) private {
        (CommunityMarket market, address token) = _market(quote);
        vm.startPrank(alice);
        uint256 out = market.buy(token, 100e6, 0, block.timestamp, 0);
        uint256 paid = market.sell(token, out, 0, block.timestamp, 0);
        uint256 collected = market.collectFees(token);
        (uint256 x,,) = market.reservesOf(token);
        assertEq(IMintable(quote).balanceOf(alice), 900e6 + paid);
        assertEq(IMintable(quote).balanceOf(creator), collected);
        assertEq(IMintable(quote).balanceOf(address(market)), x - 5000e6);
    }

    function _assertRefused(ReentrantToken quote) private view {
        assertTrue(quote.called());
        assertFalse(quote.succeeded());
        assertEq(quote.result(), abi.encodePacked(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
    }

    /// @dev A market in `quote` with a community at 1 %, and alice with 1,000 dollars and an allowance.
    function _market(address quote) private returns (CommunityMarket market, address token) {
        market = new CommunityMarket(address(registry), quote, 5000e6, 1_000_000_000e18);
        vm.prank(creator);
        (token,) = market.createCommunity("Planet Fans", "FANS", 100, 0, 0, 0, block.timestamp);
        _fund(quote, alice, market);
    }

    function _fund(address quote, address account, CommunityMarket market) private {
        IMintable(quote).mint(account, 1000e6);
        vm.prank(account);
        IMintable(quote).approve(address(market), type(uint256).max);
    }
}
