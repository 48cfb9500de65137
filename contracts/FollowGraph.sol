// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICreatorRegistry} from "./interfaces/ICreatorRegistry.sol";
import {IERC5192} from "./interfaces/IERC5192.sol";
import {IFollowGraph} from "./interfaces/IFollowGraph.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @notice The manual is {IFollowGraph}.
/// @dev Not OpenZeppelin's ERC721: its id says who owns it and nothing can be approved, so one bit is all there is to
/// store. Each follower has words of 192 such bits, one for each creator's number; the lowest 64 bits of the first word
/// count them. A follow beside another one, or of an early creator, so costs one new slot less.
contract FollowGraph is IFollowGraph, IERC721Errors {
    uint256 private constant BITS = 192;
    uint256 private constant COUNT_BITS = 64;

    /// @inheritdoc IERC721Metadata
    string public constant name = "Planet Follow";
    /// @inheritdoc IERC721Metadata
    string public constant symbol = "FOLLOW";

    /// @inheritdoc IFollowGraph
    address public immutable registry;

    mapping(address follower => mapping(uint256 place => uint256 word)) private _words;

    /// @param registry_ who is a creator, and by which number
    constructor(address registry_) {
        if (registry_ == address(0)) revert ZeroAddress();
        registry = registry_;
    }

    /// @inheritdoc IFollowGraph
    function follow(address creator, bytes32 contentId) external returns (uint256 tokenId) {
        uint256 number = ICreatorRegistry(registry).verifiedNumberOf(creator);
        if (number == 0) revert NotCreator(creator);
        (uint256 place, uint256 bit) = _placeOf(number);
        mapping(uint256 => uint256) storage words = _words[msg.sender];
        uint256 word = words[place];
        if (word & bit != 0) revert AlreadyFollowing(msg.sender, creator);

        words[place] = word | bit;
        unchecked {
            // There are fewer than 2**64 creators, so the count never reaches the bits above it.
            ++words[0];
        }
        tokenId = _tokenIdOf(msg.sender, number);
        emit Transfer(address(0), msg.sender, tokenId);
        emit Locked(tokenId);
        emit Followed(msg.sender, creator, contentId);
    }

    /// @inheritdoc IFollowGraph
    function unfollow(address creator) external {
        uint256 number = _numberOf(creator);
        (uint256 place, uint256 bit) = _placeOf(number);
        mapping(uint256 => uint256) storage words = _words[msg.sender];
        uint256 word = words[place];
        if (word & bit == 0) revert NotFollowing(msg.sender, creator);

        words[place] = word ^ bit;
        unchecked {
            // Counted when the bit was set.
            --words[0];
        }
        emit Transfer(msg.sender, address(0), _tokenIdOf(msg.sender, number));
        emit Unfollowed(msg.sender, creator);
    }

    /// @inheritdoc IFollowGraph
    function isFollowing(address follower, address creator) external view returns (bool) {
        return _isFollowing(follower, _numberOf(creator));
    }

    /// @inheritdoc IFollowGraph
    function tokenIdOf(address follower, address creator) external view returns (uint256 tokenId) {
        uint256 number = _numberOf(creator);
        return number == 0 ? 0 : _tokenIdOf(follower, number);
    }

    /// @inheritdoc IERC721
    function balanceOf(address owner) external view returns (uint256) {
        if (owner == address(0)) revert ERC721InvalidOwner(owner);
        // forge-lint: disable-next-line(unsafe-typecast) the count is these 64 bits
        return uint64(_words[owner][0]);
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        ownerOf(tokenId);
        return true;
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 tokenId) external view returns (address) {
        ownerOf(tokenId);
        return address(0);
    }

    /// @inheritdoc IERC721Metadata
    /// @return a data URI with the follower's address and the creator's number, as JSON
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        string memory follower = Strings.toChecksumHexString(ownerOf(tokenId));
        string memory number = Strings.toString(tokenId >> 160);
        string memory json = string.concat('{"name":"', follower, " follows creator ", number, '"}');
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @inheritdoc IERC721
    function isApprovedForAll(address, address) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IERC721
    function transferFrom(address, address, uint256) external pure {
        revert Soulbound();
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address, address, uint256) external pure {
        revert Soulbound();
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address, address, uint256, bytes calldata) external pure {
        revert Soulbound();
    }

    /// @inheritdoc IERC721
    function approve(address, uint256) external pure {
        revert Soulbound();
    }

    /// @inheritdoc IERC721
    function setApprovalForAll(address, bool) external pure {
        revert Soulbound();
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == type(IERC165).interfaceId || id == type(IERC721).interfaceId
            || id == type(IERC721Metadata).interfaceId || id == type(IERC5192).interfaceId;
    }

    /// @inheritdoc IERC721
    function ownerOf(uint256 tokenId) public view returns (address owner) {
        // forge-lint: disable-next-line(unsafe-typecast) the follower is the lower 160 bits
        owner = address(uint160(tokenId));
        if (!_isFollowing(owner, tokenId >> 160)) revert ERC721NonexistentToken(tokenId);
    }

    function _numberOf(address creator) private view returns (uint256) {
        return ICreatorRegistry(registry).numberOf(creator);
    }

    /// @dev Nobody has number 0, and no id has a number above 2**96 - 1; their bits are never set.
    function _isFollowing(address follower, uint256 number) private view returns (bool) {
        (uint256 place, uint256 bit) = _placeOf(number);
        return _words[follower][place] & bit != 0;
    }

    function _placeOf(uint256 number) private pure returns (uint256 place, uint256 bit) {
        unchecked {
            // forge-lint: disable-next-line(incorrect-shift) one bit, moved
            return (number / BITS, 1 << (COUNT_BITS + number % BITS));
        }
    }

    function _tokenIdOf(address follower, uint256 number) private pure returns (uint256) {
        return number << 160 | uint160(follower);
    }
}
