// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICreatorRegistry} from "contracts/interfaces/ICreatorRegistry.sol";

/// @dev The part of Membership that the attacks use, with one lot a pass and one defence taken away.
contract WeakMembership {
    enum Weakness {
        None,
        RefundsTheDayThatBegan,
        ReturnsIds,
        MovesSoulbound,
        IgnoresMaxPrice,
        GiftsTakeSeats,
        GiftsAreImposed,
        RefundsGiftsToTheHolder,
        KeepsAcceptedGifts,
        ReturnsGiftsEarly,
        CreatorTakesAll,
        PaysFirst,
        TrustsTheToken,
        PaysTheCreatorOnCancel,
        AsksOnCancel,
        StopsAtACancelledPass
    }

    struct Tier {
        uint96 price;
        uint16 periodDays;
        uint32 seats;
        uint32 taken;
        bool soulbound;
    }

    struct Pass {
        address holder;
        address giver;
        address creator;
        uint32 tier;
        uint256 paid;
        uint256 collected;
        uint256 start;
        uint256 lengthDays;
    }

    struct Gift {
        address giver;
        address to;
        address creator;
        uint32 tier;
        uint256 paid;
        uint256 until;
    }

    ICreatorRegistry private immutable REGISTRY;
    IERC20 private immutable QUOTE;
    Weakness private immutable WEAKNESS;

    uint256 public giftCount;
    mapping(address creator => uint32) public tierCount;
    mapping(address creator => mapping(uint32 tier => Tier)) public tiers;
    mapping(uint256 id => Pass) public passes;
    mapping(uint256 giftId => Gift) public gifts;
    mapping(address account => uint256) public earningsOf;
    mapping(address account => uint256) public creditOf;
    mapping(address holder => mapping(address operator => bool)) public isApprovedForAll;
    uint256 private _serial;

    error Refused();

    constructor(address registry, address quote_, Weakness weakness) {
        (REGISTRY, QUOTE, WEAKNESS) = (ICreatorRegistry(registry), IERC20(quote_), weakness);
    }

    function createTier(string calldata, uint96 price, uint16 periodDays, uint32 seats, bool soulbound, bytes32)
        external
        returns (uint32 tier)
    {
        tier = ++tierCount[msg.sender];
        tiers[msg.sender][tier] = Tier(price, periodDays, seats, 0, soulbound);
    }

    function setTier(uint32 tier, uint96 price, uint32 seats) external {
        (tiers[msg.sender][tier].price, tiers[msg.sender][tier].seats) = (price, seats);
    }

    function join(address creator, uint32 tier, uint256 maxPrice, bytes32) external returns (uint256 id) {
        uint96 price = _priceOf(creator, tier, maxPrice);
        id = _issue(msg.sender, address(0), creator, tier, price);
        ++tiers[creator][tier].taken;
        _pull(price);
    }

    function cancelSubscription(uint256 id) external {
        Pass memory pass = passes[id];
        if (pass.holder != msg.sender) revert Refused();
        if (WEAKNESS == Weakness.AsksOnCancel && !REGISTRY.isCreator(pass.creator)) revert Refused();
        uint256 refund = _refundOf(pass);
        address to = pass.giver == address(0) || WEAKNESS == Weakness.RefundsGiftsToTheHolder ? msg.sender : pass.giver;
        if (WEAKNESS == Weakness.PaysFirst) QUOTE.transfer(to, refund);
        delete passes[id];
        --tiers[pass.creator][pass.tier].taken;
        uint256 earned = WEAKNESS == Weakness.CreatorTakesAll ? 0 : pass.paid - refund - pass.collected;
        if (WEAKNESS == Weakness.PaysTheCreatorOnCancel) QUOTE.transfer(pass.creator, earned);
        else earningsOf[pass.creator] += earned;
        if (to != msg.sender) creditOf[to] += refund;
        else if (WEAKNESS != Weakness.PaysFirst) QUOTE.transfer(to, refund);
    }

    function gift(address to, address creator, uint32 tier, uint256 maxPrice, bytes32)
        external
        returns (uint256 giftId)
    {
        uint96 price = _priceOf(creator, tier, maxPrice);
        giftId = ++giftCount;
        gifts[giftId] = Gift(msg.sender, to, creator, tier, price, block.timestamp + 30 days);
        if (WEAKNESS == Weakness.GiftsTakeSeats) _takeSeat(creator, tier);
        if (WEAKNESS == Weakness.GiftsAreImposed) _accept(giftId);
        _pull(price);
    }

    function acceptGift(uint256 giftId) external returns (uint256 id) {
        if (gifts[giftId].to != msg.sender) revert Refused();
        return _accept(giftId);
    }

    function returnGift(uint256 giftId) external {
        Gift memory given = gifts[giftId];
        bool early = block.timestamp <= given.until && WEAKNESS != Weakness.ReturnsGiftsEarly;
        if (given.giver == address(0) || (given.to != msg.sender && early)) revert Refused();
        delete gifts[giftId];
        creditOf[given.giver] += given.paid;
    }

    function collect(uint256[] calldata ids, address to) external returns (uint256 amount) {
        for (uint256 i = 0; i < ids.length; ++i) {
            Pass storage pass = passes[ids[i]];
            if (pass.holder == address(0) && WEAKNESS == Weakness.StopsAtACancelledPass) revert Refused();
            if (pass.creator != msg.sender) continue;
            uint256 earned = WEAKNESS == Weakness.CreatorTakesAll ? pass.paid : pass.paid - _refundOf(pass);
            amount += earned - pass.collected;
            pass.collected = earned;
        }
        amount += earningsOf[msg.sender];
        delete earningsOf[msg.sender];
        QUOTE.transfer(to, amount);
    }

    function withdraw(address to) external returns (uint256 amount) {
        amount = creditOf[msg.sender];
        delete creditOf[msg.sender];
        QUOTE.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 id) external {
        Pass storage pass = passes[id];
        if (pass.holder != from || (msg.sender != from && !isApprovedForAll[from][msg.sender])) revert Refused();
        if (tiers[pass.creator][pass.tier].soulbound && WEAKNESS != Weakness.MovesSoulbound) revert Refused();
        pass.holder = to;
    }

    function setApprovalForAll(address operator, bool approved) external {
        isApprovedForAll[msg.sender][operator] = approved;
    }

    function ownerOf(uint256 id) external view returns (address holder) {
        holder = passes[id].holder;
        if (holder == address(0)) revert Refused();
    }

    function refundOf(uint256 id) external view returns (uint256 holder, uint256 givers) {
        Pass memory pass = passes[id];
        return pass.giver == address(0) ? (_refundOf(pass), uint256(0)) : (uint256(0), _refundOf(pass));
    }

    function _accept(uint256 giftId) private returns (uint256 id) {
        Gift memory given = gifts[giftId];
        if (given.giver == address(0)) revert Refused();
        if (WEAKNESS != Weakness.KeepsAcceptedGifts) delete gifts[giftId];
        id = _issue(given.to, given.giver, given.creator, given.tier, given.paid);
        if (WEAKNESS != Weakness.GiftsTakeSeats) _takeSeat(given.creator, given.tier);
    }

    function _issue(address to, address giver, address creator, uint32 tier, uint256 paid)
        private
        returns (uint256 id)
    {
        Tier memory terms = tiers[creator][tier];
        if (giver == address(0) && terms.taken >= terms.seats) revert Refused();
        uint256 serial = terms.soulbound || WEAKNESS == Weakness.ReturnsIds ? 0 : ++_serial;
        id = uint256(keccak256(abi.encode(creator, tier, to, serial)));
        if (passes[id].holder != address(0)) revert Refused();
        passes[id] = Pass(to, giver, creator, tier, paid, 0, block.timestamp, terms.periodDays);
    }

    function _takeSeat(address creator, uint32 tier) private {
        Tier storage terms = tiers[creator][tier];
        if (terms.taken >= terms.seats) revert Refused();
        ++terms.taken;
    }

    function _pull(uint256 amount) private {
        uint256 before = QUOTE.balanceOf(address(this));
        bool moved = QUOTE.transferFrom(msg.sender, address(this), amount);
        if (WEAKNESS == Weakness.TrustsTheToken) return;
        if (!moved || QUOTE.balanceOf(address(this)) - before != amount) revert Refused();
    }

    function _priceOf(address creator, uint32 tier, uint256 maxPrice) private view returns (uint96 price) {
        price = tiers[creator][tier].price;
        if (price > maxPrice && WEAKNESS != Weakness.IgnoresMaxPrice) revert Refused();
    }

    function _refundOf(Pass memory pass) private view returns (uint256) {
        uint256 end = pass.start + pass.lengthDays * 1 days;
        if (block.timestamp >= end) return 0;
        uint256 begun = WEAKNESS == Weakness.RefundsTheDayThatBegan ? 0 : 1;
        return pass.paid * ((end - begun - block.timestamp) / 1 days) / pass.lengthDays;
    }
}
