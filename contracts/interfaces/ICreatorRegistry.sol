// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title Who is a verified creator, and who wrote which content
/// @notice A verified person becomes a creator by an EIP-712 attestation. Content has one author for ever.
interface ICreatorRegistry {
    /// @notice `creator` holds a valid attestation from now on. `number` is given once and never changes.
    /// @param issuedAt unix seconds at which the attester signed
    event CreatorRegistered(address indexed creator, uint64 indexed number, uint64 issuedAt);
    /// @notice `creator` may no longer publish, create, join, ask or answer. Their fans lose nothing.
    event CreatorRevoked(address indexed creator, uint64 revokedAt);
    /// @notice `author` published content. `parent` is 0 or an earlier content of anybody.
    /// @param contentHash hash of the content's bytes, chosen by the author
    event ContentPublished(
        bytes32 indexed contentId, address indexed author, bytes32 indexed parent, bytes32 contentHash
    );
    /// @notice The owner replaced the attester.
    event AttesterChanged(address indexed before, address indexed attester);

    error AttestationExpired(uint64 deadline);
    error AttestationStale(uint64 issuedAt, uint64 revokedAt);
    error AttestationFromTheFuture(uint64 issuedAt);
    error InvalidAttestation(address creator);
    error AlreadyRegistered(address creator);
    error NotCreator(address account);
    error NotAttester(address account);
    error UnknownParent(bytes32 parent);
    error ContentExists(bytes32 contentId);
    error ZeroAddress();

    /// @notice Make `creator` a creator. Anyone may bring the attestation; EOA (ECDSA) or ERC-1271 attester.
    /// EIP-712 type: Attestation(address creator,uint64 issuedAt,uint64 deadline), domain "Planet CreatorRegistry"/"1".
    /// @return number the creator's number, from 1, the same one again after a revocation
    function register(address creator, uint64 issuedAt, uint64 deadline, bytes calldata signature)
        external
        returns (uint64 number);
    /// @notice The attester takes the verification back; a new attestation must be issued later than this second.
    function revoke(address creator) external;
    /// @notice A creator publishes content with an optional parent (trend, then post, then asset).
    function publish(bytes32 contentHash, bytes32 parent) external returns (bytes32 contentId);
    /// @notice Replace the attester. Owner only.
    function setAttester(address attester) external;

    /// @return whether `account` is registered and not revoked
    function isCreator(address account) external view returns (bool);
    /// @return the creator's number, 0 when never registered; revocation does not change it
    function numberOf(address account) external view returns (uint64);
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
    function attester() external view returns (address);
}
