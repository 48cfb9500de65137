// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MembershipLots} from "./MembershipLots.sol";
import {MembershipTiers} from "./MembershipTiers.sol";
import {IERC5643} from "./interfaces/IERC5643.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {ExactTransferLib} from "./libraries/ExactTransferLib.sol";
import {RefundLib} from "./libraries/RefundLib.sol";
import {IERC3009} from "@openzeppelin/contracts/interfaces/draft-IERC3009.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @notice The money of memberships. The manual is {IMembership}, the mathematics in RefundLib.
contract Membership is MembershipLots, ReentrancyGuardTransient {
    uint40 private constant GIFT_WAITS = 30 days;
    /// @dev For a late renewal, before the seat is given away.
    uint64 private constant GRACE = 7 days;

    /// @inheritdoc IMembership
    address public immutable quote;

    /// @inheritdoc IMembership
    uint256 public giftCount;
    /// @inheritdoc IMembership
    mapping(address giver => uint256) public creditOf;
    mapping(uint256 giftId => Gift) private _gifts;

    /// @param registry_ who is a creator, and by which number
    /// @param quote_ the only money, for ever; it must move exactly the amount it is asked to
    constructor(address registry_, address quote_) MembershipTiers(registry_) {
        if (quote_ == address(0)) revert ZeroAddress();
        quote = quote_;
    }

    /// @inheritdoc IMembership
    function join(address creator, uint32 tier, uint256 maxPrice, bytes32 contentId)
        external
        nonReentrant
        returns (uint256 id)
    {
        (uint256 key, Tier memory terms) = _open(creator, tier);
        if (terms.price > maxPrice) revert PriceTooHigh(terms.price, maxPrice);
        id = _join(msg.sender, creator, key, terms, contentId);
        _pull(terms.price);
    }

    /// @inheritdoc IMembership
    function joinWithAuthorization(
        address fan,
        address creator,
        uint32 tier,
        uint256 price,
        bytes32 contentId,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external nonReentrant returns (uint256 id) {
        if (fan == address(0)) revert ZeroAddress();
        id = _joinFor(fan, creator, tier, price, contentId);
        bytes32 nonce = nonceOf(creator, tier, price, contentId, salt);
        uint256 before = _held();
        IERC3009(quote).receiveWithAuthorization(fan, address(this), price, validAfter, validBefore, nonce, v, r, s);
        if (_held() - before != price) revert UnsupportedToken(quote);
    }

    /// @inheritdoc IMembership
    function renew(uint256 id, uint256 maxPrice, bytes32 contentId) external nonReentrant {
        _checkHolder(id);
        _renew(id, maxPrice, contentId);
    }

    /// @inheritdoc IERC5643
    function renewSubscription(uint256 id, uint64 duration) external nonReentrant {
        _checkHolder(id);
        uint64 period = uint64(RefundLib.endOf(0, _tiers[_keyOf(id)].periodDays));
        if (duration != period) revert InvalidDuration(duration, period);
        // The standard has no limit of its own: what the pass cost last is the limit.
        Pass storage pass = _passes[id];
        _renew(id, pass.next.lengthDays == 0 ? pass.current.paid : pass.next.paid, 0);
    }

    /// @inheritdoc IERC5643
    function cancelSubscription(uint256 id) external nonReentrant {
        _checkHolder(id);
        address creator = _creators[_keyOf(id)];
        Pass memory pass = _passes[id];
        (uint256 refund, uint256 toGivers) = _refundsOf(pass);
        _burn(id);
        emit SubscriptionUpdate(id, 0);
        _earn(id, creator, _uncollectedOf(pass) - refund - toGivers);
        if (pass.currentGiver != address(0)) _credit(pass.currentGiver, _refundOf(pass.current));
        if (pass.nextGiver != address(0)) _credit(pass.nextGiver, _refundOf(pass.next));
        emit Cancelled(id, msg.sender, creator, refund, toGivers);

        if (refund != 0) _push(msg.sender, refund);
    }

    /// @inheritdoc IMembership
    function gift(address to, address creator, uint32 tier, uint256 maxPrice, bytes32 contentId)
        external
        nonReentrant
        returns (uint256 giftId)
    {
        (, Tier memory terms) = _open(creator, tier);
        if (terms.price > maxPrice) revert PriceTooHigh(terms.price, maxPrice);
        giftId = _wait(msg.sender, terms.price, to, creator, tier, terms.periodDays, contentId);
        _pull(terms.price);
    }

    /// @inheritdoc IMembership
    function grant(address to, uint32 tier, uint16 lengthDays, bytes32 contentId) external returns (uint256 giftId) {
        _open(msg.sender, tier);
        _checkDays(lengthDays);
        return _wait(msg.sender, 0, to, msg.sender, tier, lengthDays, contentId);
    }

    /// @inheritdoc IMembership
    function acceptGift(uint256 giftId) external returns (uint256 id) {
        Gift memory given = _waitingGift(giftId);
        if (given.to != msg.sender) revert NotReceiver(giftId, msg.sender);
        if (block.timestamp > given.until) revert GiftExpired(giftId, given.until);
        (uint256 key, Tier memory terms) = _open(given.creator, given.tier);

        delete _gifts[giftId];
        uint64 start;
        (id, start) = _give(key, terms, given);
        uint64 end = uint64(RefundLib.endOf(start, given.lengthDays));
        emit GiftAccepted(giftId, id, msg.sender, given.creator, given.tier, given.paid, start, end);
    }

    /// @inheritdoc IMembership
    function returnGift(uint256 giftId) external {
        Gift memory given = _waitingGift(giftId);
        if (given.to != msg.sender && block.timestamp <= given.until) revert GiftWaits(giftId, given.until);

        delete _gifts[giftId];
        emit GiftReturned(giftId, given.giver, given.paid);
        _credit(given.giver, given.paid);
    }

    /// @inheritdoc IMembership
    function collect(uint256[] calldata ids, address to) external nonReentrant returns (uint256 amount) {
        for (uint256 i = 0; i < ids.length; ++i) {
            // A pass that was cancelled a moment ago has no lots, and does not stop the others.
            if (_creators[_keyOf(ids[i])] != msg.sender) revert NotOfCreator(ids[i], msg.sender);
            Pass storage pass = _passes[ids[i]];
            _earn(ids[i], msg.sender, _collect(pass.current) + _collect(pass.next));
        }
        amount = earningsOf[msg.sender];
        if (amount == 0) revert NothingToCollect(msg.sender);
        delete earningsOf[msg.sender];
        emit Collected(msg.sender, to, amount);

        _push(to, amount);
    }

    /// @inheritdoc IMembership
    function withdraw(address to) external nonReentrant returns (uint256 amount) {
        amount = creditOf[msg.sender];
        if (amount == 0) revert NothingToWithdraw(msg.sender);
        delete creditOf[msg.sender];
        emit Withdrawn(msg.sender, to, amount);

        _push(to, amount);
    }

    /// @inheritdoc IMembership
    function release(uint256 id) external {
        address holder = ownerOf(id);
        uint64 from = expiresAt(id) + GRACE;
        if (block.timestamp < from) revert NotReleasable(id, from);
        address creator = _creators[_keyOf(id)];
        uint256 earned = _uncollectedOf(_passes[id]);

        _burn(id);
        emit SubscriptionUpdate(id, 0);
        _earn(id, creator, earned);
        emit Released(id, holder, creator);
    }

    /// @inheritdoc IMembership
    function giftOf(uint256 giftId) external view returns (Gift memory) {
        return _gifts[giftId];
    }

    /// @inheritdoc IMembership
    function nonceOf(address creator, uint32 tier, uint256 price, bytes32 contentId, bytes32 salt)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), creator, tier, price, contentId, salt));
    }

    function _joinFor(address fan, address creator, uint32 tier, uint256 price, bytes32 contentId)
        private
        returns (uint256)
    {
        (uint256 key, Tier memory terms) = _open(creator, tier);
        if (terms.price != price) revert PriceChanged(terms.price, price);
        return _join(fan, creator, key, terms, contentId);
    }

    function _join(address fan, address creator, uint256 key, Tier memory terms, bytes32 contentId)
        private
        returns (uint256 id)
    {
        id = _issue(fan, key, terms, terms.price, terms.periodDays);
        uint64 end = uint64(RefundLib.endOf(block.timestamp, terms.periodDays));
        emit Joined(id, fan, creator, _tierOf(key), terms.price, uint64(block.timestamp), end, contentId);
    }

    function _renew(uint256 id, uint256 maxPrice, bytes32 contentId) private {
        uint256 key = _keyOf(id);
        address creator = _creators[key];
        (, Tier memory terms) = _open(creator, _tierOf(key));
        if (terms.price > maxPrice) revert PriceTooHigh(terms.price, maxPrice);

        uint64 start = _prolong(id, terms.price, terms.periodDays, address(0));
        uint64 end = uint64(RefundLib.endOf(start, terms.periodDays));
        emit Renewed(id, msg.sender, creator, _tierOf(key), terms.price, start, end, contentId);
        _pull(terms.price);
    }

    /// @dev Into the soulbound pass that `to` holds, or else into a new one.
    function _give(uint256 key, Tier memory terms, Gift memory given) private returns (uint256 id, uint64 start) {
        id = _idOf(key, 0, given.to);
        if (terms.soulbound && _exists(id)) return (id, _prolong(id, given.paid, given.lengthDays, given.giver));
        id = _issue(given.to, key, terms, given.paid, given.lengthDays);
        _passes[id].currentGiver = given.giver;
        return (id, uint64(block.timestamp));
    }

    function _wait(
        address giver,
        uint96 paid,
        address to,
        address creator,
        uint32 tier,
        uint16 lengthDays,
        bytes32 contentId
    ) private returns (uint256 giftId) {
        if (to == address(0)) revert ZeroAddress();
        giftId = ++giftCount;
        uint40 until = uint40(block.timestamp) + GIFT_WAITS;
        _gifts[giftId] = Gift(giver, paid, to, creator, tier, lengthDays, until);
        emit GiftMade(giftId, giver, to, creator, tier, paid, lengthDays, until, contentId);
    }

    function _credit(address giver, uint256 amount) private {
        if (amount == 0) return;
        creditOf[giver] += amount;
        emit Credited(giver, amount);
    }

    function _pull(uint256 amount) private {
        if (!ExactTransferLib.pull(quote, msg.sender, address(this), amount)) revert UnsupportedToken(quote);
    }

    function _push(address to, uint256 amount) private {
        if (to == address(0)) revert ZeroAddress();
        if (!ExactTransferLib.push(quote, to, amount)) revert UnsupportedToken(quote);
    }

    function _waitingGift(uint256 giftId) private view returns (Gift memory given) {
        given = _gifts[giftId];
        if (given.giver == address(0)) revert UnknownGift(giftId);
    }

    function _checkHolder(uint256 id) private view {
        if (ownerOf(id) != msg.sender) revert NotHolder(id, msg.sender);
    }

    function _held() private view returns (uint256) {
        return ExactTransferLib.balanceOrZero(quote, address(this));
    }
}
