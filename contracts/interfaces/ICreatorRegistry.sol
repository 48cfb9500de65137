// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Who is a verified creator, and who wrote which content
/// @notice A verified person becomes a creator by an EIP-712 attestation. Content has one author for ever.
///
/// What roles can do. The attester says who is a creator and may take it back at once; it cannot touch content, numbers
/// or money. The owner replaces the attester and does nothing else (two-step, ERC-173); an owner that renounces leaves
/// the attester for ever. Revocation stops new things only: publishing, creating, asking. What fans bought, and what a
/// creator earned, is untouched. All times are unix seconds of the block.
interface ICreatorRegistry {
    /// @notice `creator` holds a valid attestation from now on. `number` is given once and never changes.
    /// @param issuedAt unix seconds at which the attester signed
    event CreatorRegistered(address indexed creator, uint64 indexed number, uint64 issuedAt);
    /// @notice `creator` may no longer publish, create, join, ask or answer. Their fans lose nothing.
    /// `creator` may be an account that never registered: then its unused attestations died.
    event CreatorRevoked(address indexed creator, uint64 revokedAt);
    /// @notice `author` published content. `parent` is 0 or an earlier content of anybody.
    /// @param contentHash hash of the content's bytes, chosen by the author
    event ContentPublished(
        bytes32 indexed contentId, address indexed author, bytes32 indexed parent, bytes32 contentHash
    );
    /// @notice The owner replaced the attester. `before` is 0 in the first one.
    event AttesterChanged(address indexed before, address indexed attester);

    /// @notice The attestation was good until `deadline`.
    error AttestationExpired(uint64 deadline);
    /// @notice The attestation was issued at or before the revocation; a later one is needed.
    error AttestationStale(uint64 issuedAt, uint64 revokedAt);
    /// @notice `issuedAt` is later than the block: sign with the chain's time, not with a clock that is ahead.
    error AttestationFromTheFuture(uint64 issuedAt);
    /// @notice The signature is not the attester's for this `creator`, these times, this contract and this chain.
    error InvalidAttestation(address creator);
    /// @notice `creator` is verified already.
    error AlreadyRegistered(address creator);
    /// @notice `account` is not a verified creator now.
    error NotCreator(address account);
    /// @notice Only the attester revokes; `account` is not it.
    error NotAttester(address account);
    /// @notice `parent` was never published here.
    error UnknownParent(bytes32 parent);
    /// @notice This author has published this content already.
    error ContentExists(bytes32 contentId);
    /// @notice The creator or the attester is the zero address.
    error ZeroAddress();

    /// @notice Make `creator` a creator. Anyone may bring the attestation; EOA (ECDSA) or ERC-1271 attester.
    /// EIP-712 type: Attestation(address creator,uint64 issuedAt,uint64 deadline), domain "Planet CreatorRegistry"/"1".
    /// An attestation needs no nonce: while it is in force a second use is refused, and a revocation ends it.
    /// @param issuedAt not after the block, and after the creator's last revocation
    /// @param deadline last second in which it may be brought
    /// @param signature 65 bytes r, s, v for an EOA; whatever the contract asks for with ERC-1271
    /// @return number the creator's number, from 1, the same one again after a revocation
    function register(address creator, uint64 issuedAt, uint64 deadline, bytes calldata signature)
        external
        returns (uint64 number);
    /// @notice The attester takes the verification back; a new attestation must be issued later than this second.
    /// Works on any account, so that an attestation signed but not yet brought can be taken back too.
    function revoke(address creator) external;
    /// @notice A creator publishes content with an optional parent (trend, then post, then asset).
    /// @param contentHash hash of the content's bytes; each author publishes it once, other authors may publish it too
    /// @param parent 0, or the id of content that exists; hence no cycles
    /// @return contentId see contentIdOf
    function publish(bytes32 contentHash, bytes32 parent) external returns (bytes32 contentId);
    /// @notice Replace the attester. Owner only. Attestations of the one before count no longer; creators stay.
    function setAttester(address newAttester) external;

    /// @return whether `account` is registered and not revoked
    function isCreator(address account) external view returns (bool);
    /// @return the creator's number, 0 when never registered; revocation does not change it
    function numberOf(address account) external view returns (uint64);
    /// @return the creator's number while it is verified, 0 for everybody else: isCreator and numberOf in one call
    function verifiedNumberOf(address account) external view returns (uint64);
    /// @return how many creators ever registered; their numbers are 1 to this
    function creatorCount() external view returns (uint64);
    /// @return the creator with `number`, 0 when there is none
    function creatorAt(uint64 number) external view returns (address);
    /// @return unix seconds of the last revocation, 0 when never
    function revokedAt(address account) external view returns (uint64);
    /// @return the author of `contentId`, 0 when it was never published here
    function authorOf(bytes32 contentId) external view returns (address);
    /// @return the parent of `contentId`, 0 when it has none
    function parentOf(bytes32 contentId) external view returns (bytes32);
    /// @return keccak256(abi.encode(chainid, this, author, contentHash))
    function contentIdOf(address author, bytes32 contentHash) external view returns (bytes32);
    /// @return who signs attestations and revokes; an EOA or an ERC-1271 contract
    function attester() external view returns (address);
}
