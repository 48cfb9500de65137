// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC5192} from "./IERC5192.sol";
import {IERC5643} from "./IERC5643.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";

/// @title Memberships: paid by the period, refunded by the day, earned by the creator only as time goes by
/// @notice There is no owner, no fee and no upgrade. All money is in one token, `quote`, in its smallest units; all times
/// are unix seconds of the block, and a day is 86,400 of them.
///
/// A creator has tiers, numbered from 1: a price for a period of whole days, a number of seats, and whether its passes
/// are soulbound or can be traded. Price and seats can be changed for later purchases; period and kind never.
///
/// A pass is an ERC-721 token ("PASS"). It holds a current lot of time and perhaps a next one, which begins when the
/// current one ends. A lot is `paid` units for `lengthDays` days from `start`.
///     whole days left:  lengthDays before start; then floor((start + lengthDays * 86,400 - 1 - now) / 86,400), least 0
///     refund = floor(paid * whole days left / lengthDays)        earned = paid - refund
/// A day that has begun is used, so whoever joins and cancels in one block pays for a day. Dust is the creator's.
/// Cancelling burns the pass and pays both refunds: each lot's to the holder, or to whoever gave that lot as a gift. The
/// creator can take what is earned and nothing more, so every refund is always there, whatever the creator does.
///
/// A gift is paid when it is made and waits for its receiver to accept it; it takes a seat only then. For 30 days only
/// the receiver can end that, by accepting or by sending it back; afterwards anybody can send it back. Time that a
/// creator grants is a gift for which nothing was paid, and of which nothing is refunded.
///
/// A pass keeps its seat while it exists. When it has ended for 7 days anybody may release it, which frees the seat;
/// until then its holder may renew it.
///
/// Token id: the creator's number in the registry << 224 | tier << 192 | serial << 160 | first holder. A soulbound pass
/// has serial 0: one for each account and tier, the same id again after a cancellation. Serials of passes that can be
/// traded count from 1, and such an id never returns: what is offered for sale is that pass or none.
/// `contentId` is the payer's word for the post that caused the payment, 0 for none; it is not checked.
///
/// Only a verified creator gets new tiers, passes, gifts, grants and renewals. A revocation changes nothing else:
/// cancelling, refunds, collecting, returning, withdrawing, transfers go on.
///
/// ERC-721, ERC-5192 (`Locked` or `Unlocked` when a pass is made), ERC-5643. Moving or approving a soulbound pass
/// reverts with `Soulbound`. Questions about a pass that does not exist revert with ERC-6093's
/// `ERC721NonexistentToken(tokenId)`. Receivers are not called when a pass is made. Only the holder renews and cancels,
/// never an approved account; a new holder gets the refunds of lots that holders paid. Look at `refundOf` before buying:
/// what was given refunds its giver. `quote` must move exactly what it is told, else `UnsupportedToken`; what it refuses
/// itself (no allowance, paused, blocked) is passed on as it is. All money lies in one purse: a token that shrinks by
/// itself, or begins to charge this contract for sending, takes it from whoever comes last. What is sent to this contract
/// by mistake is lost.
interface IMembership is IERC721Metadata, IERC5192, IERC5643 {
    /// @param price units of `quote` for a period, above 0
    /// @param periodDays days a purchase lasts, 1 to 3,650
    /// @param seats most passes at once; may be below `taken` after a change, then nobody joins
    /// @param taken passes that exist
    /// @param minted last serial: passes ever made of a tier whose passes can be traded; 0 for a soulbound one
    /// @param soulbound whether passes stay with their holder
    struct Tier {
        uint96 price;
        uint16 periodDays;
        uint32 seats;
        uint32 taken;
        uint32 minted;
        bool soulbound;
    }

    /// @param paid units of `quote`; 0 for granted time, or when there is no such lot
    /// @param collected units of it that the creator was credited with
    /// @param start unix seconds
    /// @param lengthDays days, 0 when there is no such lot
    struct Lot {
        uint96 paid;
        uint96 collected;
        uint40 start;
        uint16 lengthDays;
    }

    /// @param giver who gets refunds
    /// @param paid units of `quote`; 0 for granted time
    /// @param to who may accept
    /// @param creator whose tier it is
    /// @param tier the creator's number of the tier
    /// @param lengthDays days of membership
    /// @param until last second in which it can be accepted
    struct Gift {
        address giver;
        uint96 paid;
        address to;
        address creator;
        uint32 tier;
        uint16 lengthDays;
        uint40 until;
    }

    /// @notice `creator` offers a tier.
    /// @param contentId the post that describes it, 0 for none
    event TierCreated(
        address indexed creator,
        uint32 indexed tier,
        string name,
        uint96 price,
        uint16 periodDays,
        uint32 seats,
        bool soulbound,
        bytes32 contentId
    );
    /// @notice Price and seats of a tier for whatever is bought from now on.
    event TierChanged(address indexed creator, uint32 indexed tier, uint96 price, uint32 seats);
    /// @notice `member` paid `paid` units for pass `id`, from `start` until `end`.
    event Joined(
        uint256 indexed id,
        address indexed member,
        address indexed creator,
        uint32 tier,
        uint96 paid,
        uint64 start,
        uint64 end,
        bytes32 contentId
    );
    /// @notice `member`, who holds pass `id`, paid `paid` units for more time, from `start` until `end`.
    event Renewed(
        uint256 indexed id,
        address indexed member,
        address indexed creator,
        uint32 tier,
        uint96 paid,
        uint64 start,
        uint64 end,
        bytes32 contentId
    );
    /// @notice `giver` paid `paid` units (0: the creator's grant) for `lengthDays` days, which wait for `to`.
    /// @param until last second in which they can be accepted
    event GiftMade(
        uint256 indexed gift,
        address indexed giver,
        address indexed to,
        address creator,
        uint32 tier,
        uint96 paid,
        uint16 lengthDays,
        uint64 until,
        bytes32 contentId
    );
    /// @notice `member` accepted `gift` into pass `id`, new or held before, from `start` until `end`.
    event GiftAccepted(
        uint256 indexed gift,
        uint256 indexed id,
        address indexed member,
        address creator,
        uint32 tier,
        uint96 paid,
        uint64 start,
        uint64 end
    );
    /// @notice `gift` is over, and its `paid` units are `giver`'s again, by a `Credited` when above 0.
    event GiftReturned(uint256 indexed gift, address indexed giver, uint96 paid);
    /// @notice `member` ended pass `id`, was sent `refund` units, and `toGivers` units were credited to givers.
    event Cancelled(
        uint256 indexed id, address indexed member, address indexed creator, uint256 refund, uint256 toGivers
    );
    /// @notice Pass `id` had ended long ago and is no more; its seat is free.
    event Released(uint256 indexed id, address indexed member, address indexed creator);
    /// @notice `amount` units of what was paid for pass `id` have become `creator`'s, to be collected.
    event Earned(uint256 indexed id, address indexed creator, uint256 amount);
    /// @notice `creator` sent `amount` units of what was earned to `to`.
    event Collected(address indexed creator, address indexed to, uint256 amount);
    /// @notice `amount` units that `giver` once gave are refunded, to be withdrawn.
    event Credited(address indexed giver, uint256 amount);
    /// @notice `giver` sent `amount` units of refunds to `to`.
    event Withdrawn(address indexed giver, address indexed to, uint256 amount);

    /// @notice The registry, the quote token, a receiver or a recipient is the zero address.
    error ZeroAddress();
    /// @notice A tier that costs nothing; grant time instead.
    error ZeroPrice();
    /// @notice The period or grant is not of `least` to `most` days.
    error DaysOutOfRange(uint256 days_, uint256 least, uint256 most);
    /// @notice A name must be 1 to 32 bytes of UTF-8 that show, without a space at either end.
    error InvalidName();
    /// @notice `account` is not a verified creator now.
    error NotCreator(address account);
    /// @notice `creator` has no such tier.
    error UnknownTier(address creator, uint32 tier);
    /// @notice The price has become higher than the caller accepts.
    error PriceTooHigh(uint256 price, uint256 maxPrice);
    /// @notice The price is another one than the authorization was signed for.
    error PriceChanged(uint256 price, uint256 signed);
    /// @notice All `seats` are taken.
    error TierFull(address creator, uint32 tier, uint32 seats);
    /// @notice The account has this soulbound pass already; renew it.
    error AlreadyMember(uint256 id);
    /// @notice `caller` does not hold pass `id`.
    error NotHolder(uint256 id, address caller);
    /// @notice The pass has a next lot already; there is room again from `from` (unix seconds) on.
    error NoRoom(uint256 id, uint64 from);
    /// @notice A standard renewal is for exactly one period of `period` seconds.
    error InvalidDuration(uint64 duration, uint64 period);
    /// @notice A soulbound pass cannot be moved or approved.
    error Soulbound(uint256 id);
    /// @notice There is no such gift, or it was accepted or returned.
    error UnknownGift(uint256 gift);
    /// @notice The gift waits for somebody else than `caller`.
    error NotReceiver(uint256 gift, address caller);
    /// @notice The gift could be accepted until `until` (unix seconds).
    error GiftExpired(uint256 gift, uint64 until);
    /// @notice Until `until` (unix seconds) only its receiver can send the gift back.
    error GiftWaits(uint256 gift, uint64 until);
    /// @notice Pass `id` is of a tier of somebody else than `creator`.
    error NotOfCreator(uint256 id, address creator);
    /// @notice Nothing is earned that was not collected before.
    error NothingToCollect(address creator);
    /// @notice No refunds of gifts wait for `account`.
    error NothingToWithdraw(address account);
    /// @notice Pass `id` can be released from `from` (unix seconds) on.
    error NotReleasable(uint256 id, uint64 from);
    /// @notice `token` has no readable balance, or did not move exactly the amount told.
    error UnsupportedToken(address token);

    /// @notice The caller, a verified creator, offers a tier. `NotCreator`, `InvalidName`, `ZeroPrice`, `DaysOutOfRange`.
    /// @param name 1 to 32 bytes, for ever; not unique
    /// @param price units of `quote` for a period
    /// @param periodDays 1 to 3,650
    /// @param seats most passes at once; 2**32 - 1 is as good as no limit
    /// @param soulbound whether passes stay with their holder, for ever
    /// @param contentId the post that describes it, 0 for none
    /// @return tier the caller's number of it
    function createTier(
        string calldata name,
        uint96 price,
        uint16 periodDays,
        uint32 seats,
        bool soulbound,
        bytes32 contentId
    ) external returns (uint32 tier);

    /// @notice The caller changes price and seats of a tier for later purchases. Passes, lots and gifts stay as they are.
    /// `UnknownTier`, `ZeroPrice`.
    /// @param seats may be below what is taken: then nobody joins until passes go
    function setTier(uint32 tier, uint96 price, uint32 seats) external;

    /// @notice The caller, who approved this contract, buys a pass for one period from now. `NotCreator`, `UnknownTier`,
    /// `PriceTooHigh`, `TierFull`, `AlreadyMember`, `UnsupportedToken`.
    /// @param maxPrice units; the tier's price is paid, which may be lower
    /// @return id the pass
    function join(address creator, uint32 tier, uint256 maxPrice, bytes32 contentId) external returns (uint256 id);

    /// @notice `join` for `fan`, paid by an EIP-3009 `ReceiveWithAuthorization` that `fan` signed to this contract;
    /// whoever calls pays the gas. The authorization's nonce must be `nonceOf(creator, tier, price, contentId, salt)`, so
    /// nobody can change what is bought, nor use the signature anywhere else. Further errors: `PriceChanged` when the
    /// tier's price is not exactly `price`, and the token's own.
    /// @param salt chosen by the fan, so that the same can be bought again
    /// @param validAfter unix seconds, exclusive
    /// @param validBefore unix seconds, exclusive
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
    ) external returns (uint256 id);

    /// @notice The holder buys one more period, which begins when the pass ends, or now if it has ended. `NotHolder`,
    /// `NotCreator`, `PriceTooHigh`, `NoRoom`, `UnsupportedToken`.
    /// @param maxPrice units; the tier's price is paid, which may be lower
    function renew(uint256 id, uint256 maxPrice, bytes32 contentId) external;

    /// @notice `renew` as ERC-5643 has it, without a post, and never for more than the last lot of the pass cost:
    /// `PriceTooHigh` then, and always after granted time; use `renew`.
    /// @param duration the tier's period in seconds, else `InvalidDuration`
    function renewSubscription(uint256 id, uint64 duration) external;

    /// @notice The holder ends the pass and is sent the refunds of lots that holders paid; givers are credited with those
    /// of theirs. Works at any time, revoked or not. `NotHolder`.
    function cancelSubscription(uint256 id) external;

    /// @notice The caller, who approved this contract, pays one period for `to`. `ZeroAddress`, `NotCreator`,
    /// `UnknownTier`, `PriceTooHigh`, `UnsupportedToken`. A full tier is no error yet.
    /// @return giftId its number, counted from 1
    function gift(address to, address creator, uint32 tier, uint256 maxPrice, bytes32 contentId)
        external
        returns (uint256 giftId);

    /// @notice The caller, a verified creator, gives time in an own tier. `ZeroAddress`, `NotCreator`, `UnknownTier`,
    /// `DaysOutOfRange`.
    /// @param lengthDays 1 to 3,650
    /// @return giftId its number, counted from 1
    function grant(address to, uint32 tier, uint16 lengthDays, bytes32 contentId) external returns (uint256 giftId);

    /// @notice The receiver takes a gift: into the soulbound pass of that tier it holds, as `renew` would; else into a new
    /// pass. `UnknownGift`, `NotReceiver`, `GiftExpired`, `NotCreator`, `TierFull`, `NoRoom`.
    /// @return id the pass
    function acceptGift(uint256 giftId) external returns (uint256 id);

    /// @notice End a gift and credit its giver: by its receiver at any time, by anybody after `until`. `UnknownGift`,
    /// `GiftWaits`.
    function returnGift(uint256 giftId) external;

    /// @notice The caller, as a creator, is sent everything earned: by the passes `ids`, and by those that ended before.
    /// `ZeroAddress`, `NotOfCreator`, `NothingToCollect`, `UnsupportedToken`.
    /// @param ids passes of the caller's tiers, in any order
    /// @return amount units sent
    function collect(uint256[] calldata ids, address to) external returns (uint256 amount);

    /// @notice The caller, as a giver, is sent all refunds of gifts. `ZeroAddress`, `NothingToWithdraw`,
    /// `UnsupportedToken`.
    /// @return amount units sent
    function withdraw(address to) external returns (uint256 amount);

    /// @notice Anybody burns a pass that ended 7 days ago or more, so that its seat is free. `NotReleasable`.
    function release(uint256 id) external;

    /// @return holder units that cancelling in this block would send to the holder
    /// @return givers units that it would credit to givers
    function refundOf(uint256 id) external view returns (uint256 holder, uint256 givers);
    /// @return units of pass `id` that `collect` in this block would add to the creator's earnings
    function earnedOf(uint256 id) external view returns (uint256);
    /// @return current the lot that runs, or ran last
    /// @return next the one after it; it may have begun while no transaction has touched the pass
    /// @return currentGiver who gave `current`, 0 when a holder paid it
    /// @return nextGiver who gave `next`, 0 when a holder paid it
    function lotsOf(uint256 id)
        external
        view
        returns (Lot memory current, Lot memory next, address currentGiver, address nextGiver);
    /// @return creator whose tier pass `id` is of, also after it was burned; 0 when there is no such tier
    /// @return tier the creator's number of it
    function tierOf(uint256 id) external view returns (address creator, uint32 tier);
    /// @return the terms of a tier now; all zero when there is none
    function termsOf(address creator, uint32 tier) external view returns (Tier memory);
    /// @return the tier's name, empty when there is none
    function nameOf(address creator, uint32 tier) external view returns (string memory);
    /// @return how many tiers `creator` has; they are numbered from 1
    function tierCount(address creator) external view returns (uint32);
    /// @return id the pass that `account` has, or would have, in a soulbound tier; ask `expiresAt` of it. `UnknownTier`
    /// when there is none, or when its passes can be traded.
    function soulboundIdOf(address creator, uint32 tier, address account) external view returns (uint256 id);
    /// @return a gift that waits; all zero when it was accepted, returned or never made
    function giftOf(uint256 giftId) external view returns (Gift memory);
    /// @return how many gifts were ever made
    function giftCount() external view returns (uint256);
    /// @return units of `quote` that wait for `creator`, without what live passes have earned since
    function earningsOf(address creator) external view returns (uint256);
    /// @return units of `quote` that wait for `giver` to withdraw
    function creditOf(address giver) external view returns (uint256);
    /// @return nonce keccak256(abi.encode(chainid, this, creator, tier, price, contentId, salt))
    function nonceOf(address creator, uint32 tier, uint256 price, bytes32 contentId, bytes32 salt)
        external
        view
        returns (bytes32 nonce);
    /// @return the CreatorRegistry that says who is a creator, for ever
    function registry() external view returns (address);
    /// @return the only money of this contract, for ever
    function quote() external view returns (address);
}
