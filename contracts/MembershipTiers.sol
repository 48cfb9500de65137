// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {LabelLib} from "./libraries/LabelLib.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @notice What creators offer; the manual is {IMembership}.
/// @dev `key` names a tier: the creator's number << 32 | tier, which is the upper part of the ids of its passes.
abstract contract MembershipTiers is IMembership {
    /// @dev Ten years; a period given in seconds by mistake is refused.
    uint256 private constant MOST_DAYS = 3650;
    uint256 private constant TIER_BITS = 32;

    /// @inheritdoc IMembership
    address public immutable registry;

    /// @inheritdoc IMembership
    mapping(address creator => uint32) public tierCount;
    mapping(uint256 key => Tier) internal _tiers;
    mapping(uint256 key => address) internal _creators;
    mapping(uint256 key => string) internal _names;

    constructor(address registry_) {
        if (registry_ == address(0)) revert ZeroAddress();
        registry = registry_;
    }

    /// @inheritdoc IMembership
    function createTier(
        string calldata name_,
        uint96 price,
        uint16 periodDays,
        uint32 seats,
        bool soulbound,
        bytes32 contentId
    ) external returns (uint32 tier) {
        uint256 number = _numberOf(msg.sender);
        if (!LabelLib.isName(name_)) revert InvalidName();
        if (price == 0) revert ZeroPrice();
        _checkDays(periodDays);

        tier = ++tierCount[msg.sender];
        // An id has 32 bits for the creator's number.
        uint256 key = _keyAt(SafeCast.toUint32(number), tier);
        _tiers[key] = Tier(price, periodDays, seats, 0, 0, soulbound);
        _creators[key] = msg.sender;
        _names[key] = name_;
        emit TierCreated(msg.sender, tier, name_, price, periodDays, seats, soulbound, contentId);
    }

    /// @inheritdoc IMembership
    function setTier(uint32 tier, uint96 price, uint32 seats) external {
        Tier storage terms = _tiers[_keyAt(ICreatorRegistry(registry).numberOf(msg.sender), tier)];
        if (terms.price == 0) revert UnknownTier(msg.sender, tier);
        if (price == 0) revert ZeroPrice();
        (terms.price, terms.seats) = (price, seats);
        emit TierChanged(msg.sender, tier, price, seats);
    }

    /// @inheritdoc IMembership
    function termsOf(address creator, uint32 tier) external view returns (Tier memory) {
        return _tiers[_keyAt(ICreatorRegistry(registry).numberOf(creator), tier)];
    }

    /// @inheritdoc IMembership
    function nameOf(address creator, uint32 tier) external view returns (string memory) {
        return _names[_keyAt(ICreatorRegistry(registry).numberOf(creator), tier)];
    }

    /// @dev A tier that can be bought from, with all its terms.
    function _open(address creator, uint32 tier) internal view returns (uint256 key, Tier memory terms) {
        key = _keyAt(_numberOf(creator), tier);
        terms = _tiers[key];
        if (terms.price == 0) revert UnknownTier(creator, tier);
    }

    function _numberOf(address creator) internal view returns (uint256 number) {
        number = ICreatorRegistry(registry).verifiedNumberOf(creator);
        if (number == 0) revert NotCreator(creator);
    }

    function _keyAt(uint256 number, uint32 tier) internal pure returns (uint256) {
        return number << TIER_BITS | tier;
    }

    function _numberIn(uint256 key) internal pure returns (uint256) {
        return key >> TIER_BITS;
    }

    function _tierOf(uint256 key) internal pure returns (uint32) {
        // forge-lint: disable-next-line(unsafe-typecast) the tier is these 32 bits
        return uint32(key);
    }

    function _checkDays(uint256 days_) internal pure {
        if (days_ == 0 || days_ > MOST_DAYS) revert DaysOutOfRange(days_, 1, MOST_DAYS);
    }
}
