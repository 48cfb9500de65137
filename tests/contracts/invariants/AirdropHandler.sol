// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AirdropTest} from "../support/AirdropTest.sol";
import {RebasingToken} from "../weird/RebasingToken.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";

/// @dev Campaigns pile up beside each other in three tokens, the last of which shrinks and grows: honest ones, ones that
/// give more than they have, and ones with two leaves at one index. Anybody claims, funders sweep, time passes. It keeps
/// its own books and notes in `broken` what was paid without being due, or refused though it was.
contract AirdropHandler is AirdropTest {
    /// @dev Units, as a book kept by hand has them.
    struct Book {
        address token;
        address funder;
        uint256 start;
        uint256 end;
        bool isSwept;
        uint256 given;
        uint256 donated;
        uint256 claimed;
        uint256 swept;
    }

    address[] public tokens;
    address[] public people;
    Book[] public books;
    bytes[] private _gifts;
    mapping(uint256 campaign => mapping(uint256 index => bool)) public taken;
    mapping(address account => mapping(address token => uint256)) public received;
    string public broken;

    constructor() {
        setUp();
        tokens = [address(usdt), address(new MockUSDT0()), address(new RebasingToken())];
        people = [alice, bob, makeAddr("cyd"), makeAddr("dan")];
    }

    /// @param kind 0 gives more than there is, 1 has two leaves at one index, all others are honest
    function createOne(uint256 seed, uint8 kind, uint256 later) external {
        if (books.length == 12) return;
        uint256 count = 1 + seed % 9;
        Gift[] memory gifts = new Gift[](count);
        uint256 total = 0;
        for (uint256 i = 0; i < count; ++i) {
            // Across the border of two slots of the bitmap.
            gifts[i] =
                Gift(250 + i, people[(seed >> i) % people.length], 100 + uint256(keccak256(abi.encode(seed, i))) % 1e9);
            total += gifts[i].amount;
        }
        if (kind % 4 == 0 && total > 200) total -= total / 3;
        if (kind % 4 == 1) gifts[count - 1].index = gifts[0].index;
        address token = tokens[seed % 3];
        start = uint64(block.timestamp + later % 3 days);
        end = start + 1 days + uint64(seed % 20 days);
        address by = people[kind % people.length];
        if (token == tokens[2]) RebasingToken(token).rebase(100);
        uint256 before = MockUSDT0(token).balanceOf(by);
        create(airdrops, by, token, total, rootOf(gifts));
        if (MockUSDT0(token).balanceOf(by) != before) broken = "creating took another amount";
        books.push(Book(token, by, start, end, false, total, 0, 0, 0));
        _gifts.push(abi.encode(gifts));
    }

    function claimOne(uint256 which, uint256 leaf, uint256 caller) external {
        if (books.length == 0) return;
        uint256 campaign = which % books.length;
        Gift[] memory gifts = giftsOf(campaign);
        leaf %= gifts.length;
        Gift memory gift = gifts[leaf];
        bool due = isDue(campaign, gift);
        bytes32[] memory proof = proofOf(gifts, leaf);
        vm.prank(people[caller % people.length]);
        try airdrops.claim(campaign + 1, gift.index, gift.account, gift.amount, proof) {
            if (!due) broken = "a claim that was not due was paid";
            _note(campaign, gift);
        } catch {
            if (due) broken = "a claim that was due was refused";
        }
    }

    function claimMany(uint256 which, uint256 seed) external {
        if (books.length == 0) return;
        IAirdrops.Claim[] memory claims = new IAirdrops.Claim[](4);
        uint256[] memory campaigns = new uint256[](4);
        for (uint256 i = 0; i < 4; ++i) {
            campaigns[i] = (which % books.length + i * (seed % 2)) % books.length;
            Gift[] memory gifts = giftsOf(campaigns[i]);
            claims[i] = claimFor(campaigns[i] + 1, gifts, (seed >> i) % gifts.length);
        }
        try airdrops.claimMany(claims) returns (uint256[] memory paid) {
            for (uint256 i = 0; i < 4; ++i) {
                Gift memory gift = Gift(claims[i].index, claims[i].account, claims[i].amount);
                bool due = !books[campaigns[i]].isSwept && !taken[campaigns[i]][gift.index]
                    && block.timestamp >= books[campaigns[i]].start;
                if (paid[i] != 0 && (!due || paid[i] != gift.amount)) broken = "a batch paid what was not due";
                if (paid[i] != 0) _note(campaigns[i], gift);
            }
        } catch (bytes memory reason) {
            if (bytes4(reason) != IAirdrops.NothingDue.selector) broken = "a batch was refused";
        }
    }

    /// @param dice one in three tries, so that campaigns live; by the funder or by anybody
    function sweepOne(uint256 which, uint256 caller, uint256 dice) external {
        if (books.length == 0 || dice % 3 != 0) return;
        uint256 campaign = which % books.length;
        Book storage book = books[campaign];
        address by = caller % 2 == 0 ? book.funder : people[caller % people.length];
        uint256 held = airdrops.held(campaign + 1);
        bool due = by == book.funder && block.timestamp >= book.end && held != 0;
        vm.prank(by);
        try airdrops.sweep(campaign + 1, by) returns (uint256 amount) {
            if (!due || amount != held) broken = "a sweep that was not due was paid";
            book.isSwept = true;
            book.swept += amount;
            received[by][book.token] += amount;
        } catch {
            if (due) broken = "a sweep that was due was refused";
        }
    }

    function donate(uint256 which, uint256 amount) external {
        if (books.length == 0) return;
        uint256 campaign = which % books.length;
        amount = bound(amount, 1, 1e6);
        if (books[campaign].token == tokens[2]) return;
        MockUSDT0(books[campaign].token).mint(airdrops.vaultOf(campaign + 1), amount);
        books[campaign].donated += amount;
    }

    function rebase(uint256 percent) external {
        RebasingToken(tokens[2]).rebase(bound(percent, 50, 150));
    }

    function wait(uint256 time) external {
        skip(time % 4 days);
    }

    function bookCount() external view returns (uint256) {
        return books.length;
    }

    function bookOf(uint256 campaign) external view returns (Book memory) {
        return books[campaign];
    }

    function balanceOf(address account, address token) external view returns (uint256) {
        return MockUSDT0(token).balanceOf(account);
    }

    function contractAddress() external view returns (IAirdrops) {
        return airdrops;
    }

    function giftsOf(uint256 campaign) public view returns (Gift[] memory) {
        return abi.decode(_gifts[campaign], (Gift[]));
    }

    function isDue(uint256 campaign, Gift memory gift) public view returns (bool) {
        Book storage one = books[campaign];
        return block.timestamp >= one.start && !one.isSwept && !taken[campaign][gift.index]
            && gift.amount <= MockUSDT0(one.token).balanceOf(airdrops.vaultOf(campaign + 1));
    }

    function _note(uint256 campaign, Gift memory gift) private {
        taken[campaign][gift.index] = true;
        books[campaign].claimed += gift.amount;
        received[gift.account][books[campaign].token] += gift.amount;
    }
}
