// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipPasses} from "./MembershipPasses.sol";
import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {IERC5643} from "./interfaces/IERC5643.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {RefundLib} from "./libraries/RefundLib.sol";

/// @notice The time that passes hold, and what of its price is earned; the manual is {IMembership}. No money moves here.
abstract contract MembershipLots is MembershipPasses {
    /// @inheritdoc IMembership
    mapping(address creator => uint256) public earningsOf;

    /// @inheritdoc IERC5643
    function isRenewable(uint256 id) external view returns (bool) {
        ownerOf(id);
        Pass storage pass = _passes[id];
        if (pass.next.lengthDays != 0 && block.timestamp < _endOf(pass.current)) return false;
        return ICreatorRegistry(registry).isCreator(_creators[_keyOf(id)]);
    }

    /// @inheritdoc IMembership
    function refundOf(uint256 id) external view returns (uint256 holder, uint256 givers) {
        ownerOf(id);
        return _refundsOf(_passes[id]);
    }

    /// @inheritdoc IMembership
    function earnedOf(uint256 id) external view returns (uint256) {
        ownerOf(id);
        Pass memory pass = _passes[id];
        return _uncollectedOf(pass) - _refundOf(pass.current) - _refundOf(pass.next);
    }

    /// @inheritdoc IMembership
    function lotsOf(uint256 id)
        external
        view
        returns (Lot memory current, Lot memory next, address currentGiver, address nextGiver)
    {
        ownerOf(id);
        Pass storage pass = _passes[id];
        return (pass.current, pass.next, pass.currentGiver, pass.nextGiver);
    }

    /// @inheritdoc IERC5643
    function expiresAt(uint256 id) public view returns (uint64) {
        ownerOf(id);
        Pass storage pass = _passes[id];
        return _endOf(pass.next.lengthDays == 0 ? pass.current : pass.next);
    }

    /// @dev A new pass of `to` with a seat and one lot that begins now.
    /// @param terms of the tier with `key`, read before
    function _issue(address to, uint256 key, Tier memory terms, uint96 paid, uint16 lengthDays)
        internal
        returns (uint256 id)
    {
        uint32 serial = terms.soulbound ? 0 : terms.minted + 1;
        id = _idOf(key, serial, to);
        if (_exists(id)) revert AlreadyMember(id);
        if (terms.taken >= terms.seats) revert TierFull(_creators[key], _tierOf(key), terms.seats);

        _tiers[key].taken = terms.taken + 1;
        if (serial != 0) _tiers[key].minted = serial;
        _passes[id].current = Lot(paid, 0, uint40(block.timestamp), lengthDays);
        _mint(to, id);
        emit SubscriptionUpdate(id, uint64(RefundLib.endOf(block.timestamp, lengthDays)));
    }

    /// @dev Time is only ever added: behind the current lot, or now when all time is over.
    /// @return start unix seconds at which the added lot begins
    function _prolong(uint256 id, uint96 paid, uint16 lengthDays, address giver) internal returns (uint64 start) {
        Pass storage pass = _passes[id];
        _settleEnded(id, pass);
        if (pass.current.lengthDays == 0) {
            start = uint64(block.timestamp);
            pass.current = Lot(paid, 0, uint40(block.timestamp), lengthDays);
            pass.currentGiver = giver;
        } else {
            start = _endOf(pass.current);
            if (pass.next.lengthDays != 0) revert NoRoom(id, start);
            // forge-lint: disable-next-line(unsafe-typecast) 40 bits of seconds last 34,000 years
            pass.next = Lot(paid, 0, uint40(start), lengthDays);
            if (giver != address(0)) pass.nextGiver = giver;
        }
        emit SubscriptionUpdate(id, uint64(RefundLib.endOf(start, lengthDays)));
    }

    /// @dev Adds `amount` units, paid for pass `id`, to what `creator` may collect.
    function _earn(uint256 id, address creator, uint256 amount) internal {
        if (amount == 0) return;
        earningsOf[creator] += amount;
        emit Earned(id, creator, amount);
    }

    /// @dev Notes that all `lot` has earned by now is collected.
    /// @return due units that were not before
    function _collect(Lot storage lot) internal returns (uint256 due) {
        Lot memory held = lot;
        uint256 earned = RefundLib.earnedCeil(held.paid, held.start, held.lengthDays, block.timestamp);
        due = earned - held.collected;
        // forge-lint: disable-next-line(unsafe-typecast) at most what was paid
        lot.collected = uint96(earned);
    }

    /// @dev What both lots refund now, to the holder and to givers.
    function _refundsOf(Pass memory pass) internal view returns (uint256 holder, uint256 givers) {
        (uint256 current, uint256 next) = (_refundOf(pass.current), _refundOf(pass.next));
        holder = (pass.currentGiver == address(0) ? current : 0) + (pass.nextGiver == address(0) ? next : 0);
        givers = current + next - holder;
    }

    function _refundOf(Lot memory lot) internal view returns (uint256) {
        return RefundLib.refundFloor(lot.paid, lot.start, lot.lengthDays, block.timestamp);
    }

    /// @dev What was paid for both lots and not collected: what they earned, and what they refund.
    function _uncollectedOf(Pass memory pass) internal pure returns (uint256) {
        return uint256(pass.current.paid) + pass.next.paid - pass.current.collected - pass.next.collected;
    }

    /// @dev Lots that are over leave the pass, all that was paid for them earned, and the next one moves up.
    function _settleEnded(uint256 id, Pass storage pass) private {
        while (pass.current.lengthDays != 0 && block.timestamp >= _endOf(pass.current)) {
            _earn(id, _creators[_keyOf(id)], pass.current.paid - pass.current.collected);
            pass.current = pass.next;
            pass.currentGiver = pass.nextGiver;
            delete pass.next;
            delete pass.nextGiver;
        }
    }

    function _endOf(Lot memory lot) private pure returns (uint64) {
        return uint64(RefundLib.endOf(lot.start, lot.lengthDays));
    }
}
