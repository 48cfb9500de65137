// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TipsTest} from "../support/TipsTest.sol";
import {ITips} from "contracts/interfaces/ITips.sol";

/// @dev Fans tip in every way, to each other too, while strangers leave money in the contract by mistake.
contract TipsHandler is TipsTest {
    address[] public people;
    mapping(address account => uint256) public expected;
    uint256 public stray;
    uint256 private _salt;

    constructor() {
        setUp();
        people = [fan, creator, relayer];
        for (uint256 i = 0; i < 3; ++i) {
            usdt.mint(people[i], 1e12);
            expected[people[i]] = usdt.balanceOf(people[i]);
            vm.prank(people[i]);
            usdt.approve(address(tips), type(uint256).max);
        }
    }

    function tip(uint256 from, uint256 to, uint256 amount, bytes32 contentId) external {
        amount = _move(people[from % 3], people[to % 3], amount);
        vm.prank(people[from % 3]);
        tips.tip(address(usdt), people[to % 3], amount, contentId);
    }

    function tipMany(uint256 from, uint256 count, uint256 amount) external {
        ITips.Tip[] memory batch = new ITips.Tip[](bound(count, 1, 10));
        for (uint256 i = 0; i < batch.length; ++i) {
            address to = people[(amount % 3 + i) % 3];
            batch[i] = ITips.Tip(to, _move(people[from % 3], to, amount / (i + 1)), bytes32(i));
        }
        vm.prank(people[from % 3]);
        tips.tipMany(address(usdt), batch);
    }

    function tipAuthorized(uint256 to, uint256 amount, uint256 by) external {
        amount = _move(fan, people[to % 3], amount);
        Authorization memory signed = authorize(people[to % 3], amount, POST, bytes32(_salt++));
        vm.prank(people[by % 3]);
        send(signed);
    }

    function leaveBehind(uint256 amount) external {
        amount = bound(amount, 1, 1e6);
        usdt.mint(address(tips), amount);
        stray += amount;
    }

    function held(address account) external view returns (uint256) {
        return usdt.balanceOf(account);
    }

    function heldByTips() external view returns (uint256) {
        return usdt.balanceOf(address(tips));
    }

    function _move(address from, address to, uint256 amount) private returns (uint256 bounded) {
        bounded = bound(amount, 1, 1e9);
        if (expected[from] < bounded) {
            usdt.mint(from, bounded);
            expected[from] += bounded;
        }
        expected[from] -= bounded;
        expected[to] += bounded;
    }
}

/// forge-config: default.invariant.fail-on-revert = true
contract TipsInvariants is TipsTest {
    TipsHandler private handler;

    function setUp() public override {
        super.setUp();
        handler = new TipsHandler();
        bytes4[] memory selectors = new bytes4[](4);
        (selectors[0], selectors[1]) = (handler.tip.selector, handler.tipMany.selector);
        (selectors[2], selectors[3]) = (handler.tipAuthorized.selector, handler.leaveBehind.selector);
        targetSelector(FuzzSelector(address(handler), selectors));
        targetContract(address(handler));
    }

    function invariant_tipsHoldsNothingOfAnyTip() public view {
        assertEq(handler.heldByTips(), handler.stray());
    }

    function invariant_everybodyHoldsExactlyWhatTheyGaveAndGot() public view {
        for (uint256 i = 0; i < 3; ++i) {
            address account = handler.people(i);
            assertEq(handler.held(account), handler.expected(account));
        }
    }
}
