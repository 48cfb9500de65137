// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipTest} from "../support/MembershipTest.sol";

/// @dev Memberships as a book kept by hand has them: every pass that ever was, every gift, what is owed to whom. Its
/// arithmetic is its own: it counts the days that have begun.
abstract contract MembershipBook is MembershipTest {
    struct Time {
        uint256 paid;
        uint256 start;
        uint256 length;
        address giver;
        uint256 collected;
    }

    struct Page {
        uint256 id;
        address holder;
        uint256 creator;
        uint32 tier;
        bool isSoulbound;
        bool isBurned;
        Time current;
        Time next;
    }

    struct Promise {
        address giver;
        address to;
        uint256 creator;
        uint32 tier;
        uint256 paid;
        uint256 length;
        uint256 until;
        bool isOver;
    }

    /// @dev Terms as they are now. Odd tiers are soulbound.
    struct Offer {
        uint256 price;
        uint256 period;
        uint256 seats;
        uint256 taken;
        uint256 minted;
    }

    address[] public creators;
    address[] public people;
    Page[] public pages;
    Promise[] public promises;
    mapping(uint256 creator => mapping(uint32 tier => Offer)) public offers;
    mapping(uint256 creator => bool) public isRevoked;
    /// @dev 1 + the page of the pass that has this id now, or had it last.
    mapping(uint256 id => uint256) public pageOf;
    mapping(uint256 creator => uint256) public earnings;
    mapping(address giver => uint256) public credits;
    /// @dev Per creator, over all lots there ever were.
    mapping(uint256 creator => uint256) public paidFor;
    mapping(uint256 creator => uint256) public refunded;
    mapping(uint256 creator => uint256) public collected;
    uint256 public donated;
    string public broken;
    uint256[] private _living;
    uint256[] private _gone;

    function pageCount() external view returns (uint256) {
        return pages.length;
    }

    function promiseCount() external view returns (uint256) {
        return promises.length;
    }

    /// @return found the pages of the passes that exist
    function living() external view returns (Page[] memory found) {
        found = new Page[](_living.length);
        for (uint256 i = 0; i < found.length; ++i) {
            found[i] = pages[_living[i]];
        }
    }

    /// @return ids of tradeable passes that are no more
    function gone() external view returns (uint256[] memory) {
        return _gone;
    }

    function endOf(Time memory time) public pure returns (uint256) {
        return time.start + time.length * 1 days;
    }

    /// @return what is refunded of `time` now
    function refundOf(Time memory time) public view returns (uint256) {
        if (time.length == 0) return 0;
        uint256 begun = block.timestamp < time.start ? 0 : (block.timestamp - time.start) / 1 days + 1;
        return begun >= time.length ? 0 : time.paid * (time.length - begun) / time.length;
    }

    function expiryOf(Page memory one) public pure returns (uint256) {
        return endOf(one.next.length == 0 ? one.current : one.next);
    }

    function _isOver(Time storage time) internal view returns (bool) {
        return block.timestamp >= endOf(time);
    }

    function _hasRoom(Page storage one) internal view returns (bool) {
        return one.next.length == 0 || _isOver(one.current);
    }

    function _openSeat(uint256 creator_, uint32 tier) internal view returns (bool) {
        return offers[creator_][tier].taken < offers[creator_][tier].seats;
    }

    /// @dev Whether `who` has a soulbound pass in the tier.
    function _isMember(address who, uint256 creator_, uint32 tier) internal view returns (bool) {
        uint256 at_ = pageOf[soulboundId(creator_ + 1, tier, who)];
        return at_ != 0 && !pages[at_ - 1].isBurned;
    }

    function _write(address holder, uint256 creator_, uint32 tier, Time memory time) internal returns (uint256 id) {
        Offer storage offer = offers[creator_][tier];
        ++offer.taken;
        bool bound_ = tier % 2 == 1;
        id = tradeableId(creator_ + 1, tier, bound_ ? 0 : ++offer.minted, holder);
        if (!bound_ && pageOf[id] != 0) broken = "an id has returned";
        pages.push(Page(id, holder, creator_, tier, bound_, false, time, Time(0, 0, 0, address(0), 0)));
        _living.push(pages.length - 1);
        pageOf[id] = pages.length;
        paidFor[creator_] += time.paid;
    }

    function _prolong(Page storage one, uint256 paid, uint256 length, address giver) internal {
        while (one.current.length != 0 && _isOver(one.current)) {
            earnings[one.creator] += one.current.paid - one.current.collected;
            one.current = one.next;
            delete one.next;
        }
        paidFor[one.creator] += paid;
        if (one.current.length == 0) one.current = Time(paid, block.timestamp, length, giver, 0);
        else one.next = Time(paid, endOf(one.current), length, giver, 0);
    }

    /// @return holder what the holder is to be sent
    function _burn(Page storage one) internal returns (uint256 holder) {
        one.isBurned = true;
        if (!one.isSoulbound) _gone.push(one.id);
        for (uint256 i = 0; i < _living.length; ++i) {
            if (_living[i] != pageOf[one.id] - 1) continue;
            _living[i] = _living[_living.length - 1];
            _living.pop();
            break;
        }
        --offers[one.creator][one.tier].taken;
        return _end(one.creator, one.current) + _end(one.creator, one.next);
    }

    function _collect(Page storage one) internal returns (uint256 amount) {
        return _take(one.current) + _take(one.next);
    }

    function _take(Time storage time) private returns (uint256 due) {
        due = time.paid - refundOf(time) - time.collected;
        time.collected += due;
    }

    function _end(uint256 creator_, Time storage time) private returns (uint256) {
        uint256 refund = refundOf(time);
        refunded[creator_] += refund;
        earnings[creator_] += time.paid - refund - time.collected;
        if (time.giver == address(0)) return refund;
        credits[time.giver] += refund;
        return 0;
    }
}
