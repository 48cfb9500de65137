// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MultisigWallet} from "../support/MultisigWallet.sol";
import {MembershipBook} from "./MembershipBook.sol";
import {IMembership} from "contracts/interfaces/IMembership.sol";

/// @dev Three creators, each with a soulbound and a tradeable tier of few seats and short periods; four people, one of
/// them a contract. It notes in `broken` whatever succeeds or is refused other than the book says.
contract MembershipHandler is MembershipBook {
    uint256 private constant MOST_PAGES = 60;

    constructor() {
        setUp();
        creators = [creator, newCreator("second"), newCreator("third")];
        people = [fan, friend, makeAddr("cyd"), address(new MultisigWallet())];
        uint16[3] memory periods = [uint16(1), 7, 30];
        for (uint256 i = 0; i < 3; ++i) {
            // The first creator has tiers 1 and 2 already; 3 and 4 are like those of the others.
            for (uint32 tier = 1; tier <= 2; ++tier) {
                uint32 made = createTier(creators[i], uint96(1000 + i), periods[i], 3, tier == 1);
                offers[i][made] = Offer(1000 + i, periods[i], 3, 0, 0);
            }
        }
        for (uint256 i = 0; i < people.length; ++i) {
            fund(people[i]);
        }
    }

    /// @param dice one in eight offers one unit less than the price
    function joinOne(uint256 who, uint256 whose, uint256 kind, uint256 dice) external {
        if (pages.length == MOST_PAGES) return;
        (uint256 creator_, uint32 tier) = _pick(whose, kind);
        address by = people[who % people.length];
        Offer memory offer = offers[creator_][tier];
        uint256 most = dice % 8 == 0 ? offer.price - 1 : offer.price;
        bool due =
            !isRevoked[creator_] && most == offer.price && _openSeat(creator_, tier) && !_isMember(by, creator_, tier);
        uint256 before = usdt.balanceOf(by);
        vm.prank(by);
        try membership.join(creators[creator_], tier, most, POST) returns (uint256 id) {
            _expect(due, "joined without being due");
            Time memory time = Time(offer.price, block.timestamp, offer.period, address(0), 0);
            _expect(id == _write(by, creator_, tier, time), "another id");
            _expect(before - usdt.balanceOf(by) == offer.price, "another price");
        } catch {
            _expect(!due, "joining was refused");
        }
    }

    /// @param dice one in eight is somebody else's try
    function renewOne(uint256 which, uint256 dice) external {
        if (pages.length == 0 || !_isLast(which % pages.length)) return;
        Page storage one = pages[which % pages.length];
        address by = dice % 8 == 0 ? people[dice % people.length] : one.holder;
        uint256 price = offers[one.creator][one.tier].price;
        bool due = !one.isBurned && by == one.holder && !isRevoked[one.creator] && _hasRoom(one);
        uint256 before = one.isBurned ? 0 : membership.expiresAt(one.id);
        vm.prank(by);
        try membership.renew(one.id, price, POST) {
            _expect(due, "renewed without being due");
            _prolong(one, price, offers[one.creator][one.tier].period, address(0));
            _expect(membership.expiresAt(one.id) > before, "renewing has shortened");
        } catch {
            _expect(!due, "renewing was refused");
        }
    }

    /// @param dice one in eight is somebody else's try
    function cancelOne(uint256 which, uint256 dice) external {
        if (pages.length == 0 || !_isLast(which % pages.length)) return;
        Page storage one = pages[which % pages.length];
        address by = dice % 8 == 0 ? people[dice % people.length] : one.holder;
        uint256 before = usdt.balanceOf(by);
        bool due = !one.isBurned && by == one.holder;
        vm.prank(by);
        try membership.cancelSubscription(one.id) {
            _expect(due, "cancelled without being due");
            _expect(usdt.balanceOf(by) - before == _burn(one), "another refund");
        } catch {
            _expect(!due, "cancelling was refused");
        }
    }

    /// @param length 0 is a gift that is paid, everything else a grant of some days
    function giveOne(uint256 who, uint256 to, uint256 whose, uint256 kind, uint256 length) external {
        if (promises.length == MOST_PAGES) return;
        (uint256 creator_, uint32 tier) = _pick(whose, kind);
        length = length % 3 == 0 ? 0 : length % 40 + 1;
        Offer memory offer = offers[creator_][tier];
        address by = length == 0 ? people[who % people.length] : creators[creator_];
        address receiver = people[to % people.length];
        Promise memory made = Promise(by, receiver, creator_, tier, 0, length, block.timestamp + 30 days, false);
        if (length == 0) (made.paid, made.length) = (offer.price, offer.period);
        vm.startPrank(by);
        // forge-lint: disable-next-item(unsafe-typecast) at most 41 days
        (bool done,) = address(membership)
            .call(
                length == 0
                    ? abi.encodeCall(membership.gift, (receiver, creators[creator_], tier, offer.price, POST))
                    : abi.encodeCall(membership.grant, (receiver, tier, uint16(length), POST))
            );
        vm.stopPrank();
        _expect(done != isRevoked[creator_], "a gift was made or refused wrongly");
        if (done) promises.push(made);
    }

    /// @param dice one in eight is somebody else's try
    function acceptOne(uint256 which, uint256 dice) external {
        if (promises.length == 0 || pages.length == MOST_PAGES) return;
        Promise storage made = promises[which % promises.length];
        address by = dice % 8 == 0 ? people[dice % people.length] : made.to;
        bool extends_ = _isMember(made.to, made.creator, made.tier);
        uint256 at_ = pageOf[soulboundId(made.creator + 1, made.tier, made.to)];
        bool due = !made.isOver && by == made.to && block.timestamp <= made.until && !isRevoked[made.creator]
            && (extends_ ? _hasRoom(pages[at_ - 1]) : _openSeat(made.creator, made.tier));
        vm.prank(by);
        try membership.acceptGift(which % promises.length + 1) returns (uint256 id) {
            _expect(due, "a gift was accepted without being due");
            made.isOver = true;
            if (extends_) {
                _prolong(pages[at_ - 1], made.paid, made.length, made.giver);
            } else {
                Time memory time = Time(made.paid, block.timestamp, made.length, made.giver, 0);
                _expect(id == _write(by, made.creator, made.tier, time), "another id");
            }
        } catch {
            _expect(!due, "accepting was refused");
        }
    }

    function returnOne(uint256 which, uint256 who) external {
        if (promises.length == 0) return;
        Promise storage made = promises[which % promises.length];
        address by = people[who % people.length];
        bool due = !made.isOver && (by == made.to || block.timestamp > made.until);
        vm.prank(by);
        try membership.returnGift(which % promises.length + 1) {
            _expect(due, "a gift was returned without being due");
            made.isOver = true;
            credits[made.giver] += made.paid;
        } catch {
            _expect(!due, "returning was refused");
        }
    }

    function moveOne(uint256 which, uint256 to) external {
        if (pages.length == 0 || !_isLast(which % pages.length)) return;
        Page storage one = pages[which % pages.length];
        address receiver = people[to % people.length];
        bool due = !one.isBurned && !one.isSoulbound;
        vm.prank(one.holder);
        try membership.transferFrom(one.holder, receiver, one.id) {
            _expect(due, "a pass was moved that cannot be");
            one.holder = receiver;
        } catch {
            _expect(!due, "moving was refused");
        }
    }

    /// @dev A few passes at once, some of them burned.
    function collectSome(uint256 whose, uint256 from) external {
        uint256 creator_ = whose % creators.length;
        uint256[] memory ids = new uint256[](6);
        uint256 count = 0;
        uint256 due = earnings[creator_];
        for (uint256 i = 0; i < pages.length && count < 6; ++i) {
            uint256 at_ = (from % pages.length + i) % pages.length;
            Page storage one = pages[at_];
            // The id of an old page may be a living pass's again.
            if (one.creator != creator_ || !_isLast(at_)) continue;
            ids[count++] = one.id;
            if (!one.isBurned) due += _collect(one);
        }
        assembly ("memory-safe") {
            mstore(ids, count)
        }
        earnings[creator_] = 0;
        collected[creator_] += due;
        vm.prank(creators[creator_]);
        try membership.collect(ids, creators[creator_]) returns (uint256 amount) {
            _expect(amount == due, "another amount was collected");
        } catch {
            _expect(due == 0, "collecting was refused");
        }
    }

    function withdrawOne(uint256 who) external {
        withdrawAs(who % 5 == 4 ? creators[0] : people[who % 5]);
    }

    function withdrawAs(address by) public {
        vm.prank(by);
        try membership.withdraw(by) returns (uint256 amount) {
            _expect(amount != 0 && amount == credits[by], "another credit");
            credits[by] = 0;
        } catch {
            _expect(credits[by] == 0, "withdrawing was refused");
        }
    }

    function releaseOne(uint256 which) external {
        if (pages.length == 0 || !_isLast(which % pages.length)) return;
        Page storage one = pages[which % pages.length];
        bool due = !one.isBurned && block.timestamp >= expiryOf(one) + 7 days;
        try membership.release(one.id) {
            _expect(due, "a pass was released without being due");
            _expect(_burn(one) == 0, "a released pass had a refund");
        } catch {
            _expect(!due, "releasing was refused");
        }
    }

    function changeTier(uint256 whose, uint256 kind, uint96 price, uint32 seats) external {
        (uint256 creator_, uint32 tier) = _pick(whose, kind);
        price = uint96(bound(price, 1, 5000));
        seats = uint32(bound(seats, 0, 4));
        vm.prank(creators[creator_]);
        membership.setTier(tier, price, seats);
        (offers[creator_][tier].price, offers[creator_][tier].seats) = (price, seats);
    }

    /// @param dice revokes in one of four tries, and verifies again in all others
    function judge(uint256 whose, uint256 dice) external {
        uint256 creator_ = whose % creators.length;
        if (dice % 4 == 0) {
            revoke(creators[creator_]);
            isRevoked[creator_] = true;
        } else if (isRevoked[creator_]) {
            skip(1);
            register(creators[creator_]);
            isRevoked[creator_] = false;
        }
    }

    function contractAddress() external view returns (IMembership) {
        return membership;
    }

    function donate(uint256 amount) external {
        amount = bound(amount, 1, 1e6);
        usdt.mint(address(membership), amount);
        donated += amount;
    }

    /// @param kind a day to the second, a whole month, or anything up to ten days
    function wait(uint256 kind, uint256 time) external {
        skip(kind % 4 == 0 ? 1 days : kind % 8 == 1 ? 31 days : time % 10 days);
    }

    /// @dev Tiers 3 and 4 of the first creator, 1 and 2 of the others.
    function _pick(uint256 whose, uint256 kind) private view returns (uint256 creator_, uint32 tier) {
        creator_ = whose % creators.length;
        tier = uint32(kind % 2 + (creator_ == 0 ? 3 : 1));
    }

    /// @dev Whether the id of this page names this page: a soulbound id may have returned since.
    function _isLast(uint256 at_) private view returns (bool) {
        return pageOf[pages[at_].id] == at_ + 1;
    }

    function _expect(bool holds, string memory otherwise) private {
        if (!holds) broken = otherwise;
    }
}
