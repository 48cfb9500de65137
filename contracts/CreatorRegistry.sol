// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Verified creators and their content. The manual is in ICreatorRegistry
contract CreatorRegistry is ICreatorRegistry, Ownable2Step, EIP712 {
    /// @dev Verified while issuedAt > revokedAt, which needs no third state. All times are unix seconds.
    struct Creator {
        uint64 number;
        uint64 issuedAt;
        uint64 revokedAt;
    }

    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256("Attestation(address creator,uint64 issuedAt,uint64 deadline)");

    /// @inheritdoc ICreatorRegistry
    address public attester;
    /// @inheritdoc ICreatorRegistry
    uint64 public creatorCount;
    /// @inheritdoc ICreatorRegistry
    mapping(uint64 number => address) public creatorAt;
    /// @inheritdoc ICreatorRegistry
    mapping(bytes32 contentId => address) public authorOf;
    /// @inheritdoc ICreatorRegistry
    mapping(bytes32 contentId => bytes32) public parentOf;
    mapping(address account => Creator) private _creators;

    /// @param owner replaces the attester and does nothing else; a multisig in production
    /// @param attester_ an EOA or an ERC-1271 contract, not 0
    constructor(address owner, address attester_) Ownable(owner) EIP712("Planet CreatorRegistry", "1") {
        _setAttester(attester_);
    }

    /// @inheritdoc ICreatorRegistry
    function register(address creator, uint64 issuedAt, uint64 deadline, bytes calldata signature)
        external
        returns (uint64 number)
    {
        if (creator == address(0)) revert ZeroAddress();
        if (block.timestamp > deadline) revert AttestationExpired(deadline);
        if (issuedAt > block.timestamp) revert AttestationFromTheFuture(issuedAt);
        Creator storage record = _creators[creator];
        if (_isVerified(record)) revert AlreadyRegistered(creator);
        if (issuedAt <= record.revokedAt) revert AttestationStale(issuedAt, record.revokedAt);
        bytes32 message = keccak256(abi.encode(ATTESTATION_TYPEHASH, creator, issuedAt, deadline));
        if (!_isAttested(_hashTypedDataV4(message), signature)) revert InvalidAttestation(creator);

        number = record.number;
        if (number == 0) {
            number = ++creatorCount;
            creatorAt[number] = creator;
            record.number = number;
        }
        record.issuedAt = issuedAt;
        emit CreatorRegistered(creator, number, issuedAt);
    }

    /// @inheritdoc ICreatorRegistry
    function revoke(address creator) external {
        if (msg.sender != attester) revert NotAttester(msg.sender);
        uint64 now_ = uint64(block.timestamp);
        _creators[creator].revokedAt = now_;
        emit CreatorRevoked(creator, now_);
    }

    /// @inheritdoc ICreatorRegistry
    function publish(bytes32 contentHash, bytes32 parent) external returns (bytes32 contentId) {
        if (!isCreator(msg.sender)) revert NotCreator(msg.sender);
        // A parent exists before its child does, so there are no cycles.
        if (parent != 0 && authorOf[parent] == address(0)) revert UnknownParent(parent);
        contentId = contentIdOf(msg.sender, contentHash);
        if (authorOf[contentId] != address(0)) revert ContentExists(contentId);

        authorOf[contentId] = msg.sender;
        if (parent != 0) parentOf[contentId] = parent;
        emit ContentPublished(contentId, msg.sender, parent, contentHash);
    }

    /// @inheritdoc ICreatorRegistry
    function setAttester(address attester_) external onlyOwner {
        _setAttester(attester_);
    }

    /// @inheritdoc ICreatorRegistry
    function numberOf(address account) external view returns (uint64) {
        return _creators[account].number;
    }

    /// @inheritdoc ICreatorRegistry
    function verifiedNumberOf(address account) external view returns (uint64) {
        Creator storage record = _creators[account];
        return _isVerified(record) ? record.number : 0;
    }

    /// @inheritdoc ICreatorRegistry
    function revokedAt(address account) external view returns (uint64) {
        return _creators[account].revokedAt;
    }

    /// @inheritdoc ICreatorRegistry
    function isCreator(address account) public view returns (bool) {
        return _isVerified(_creators[account]);
    }

    /// @inheritdoc ICreatorRegistry
    function contentIdOf(address author, bytes32 contentHash) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), author, contentHash));
    }

    function _setAttester(address attester_) private {
        if (attester_ == address(0)) revert ZeroAddress();
        emit AttesterChanged(attester, attester_);
        attester = attester_;
    }

    /// @dev ECDSA first: an EIP-7702 account has code and still signs with its key.
    function _isAttested(bytes32 digest, bytes calldata signature) private view returns (bool) {
        // The third is the length or s of a malformed signature, which nobody asks for.
        // slither-disable-next-line unused-return
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && signer == attester) return true;
        return SignatureChecker.isValidERC1271SignatureNowCalldata(attester, digest, signature);
    }

    function _isVerified(Creator storage record) private view returns (bool) {
        return record.issuedAt > record.revokedAt;
    }
}
