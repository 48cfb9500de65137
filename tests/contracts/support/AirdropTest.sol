// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleTreeLib} from "./MerkleTreeLib.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Airdrops} from "contracts/Airdrops.sol";
import {IAirdrops} from "contracts/interfaces/IAirdrops.sol";
import {MockUSDT0} from "contracts/mocks/MockUSDT0.sol";
import {Test} from "forge-std/Test.sol";

/// @dev Airdrops, a funder, and trees of gifts built here from the manual, not by the contract.
abstract contract AirdropTest is Test {
    using MerkleTreeLib for bytes32[];

    struct Gift {
        uint256 index;
        address account;
        uint256 amount;
    }

    bytes32 internal constant POST = keccak256("a post");

    IAirdrops internal airdrops;
    MockUSDT0 internal usdt;
    address internal funder = makeAddr("funder");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    uint64 internal start;
    uint64 internal end;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        start = uint64(block.timestamp);
        end = start + 30 days;
        airdrops = deploy();
        usdt = new MockUSDT0();
    }

    function deploy() internal virtual returns (IAirdrops) {
        return new Airdrops();
    }

    /// @dev 5 dollars for alice and 3 for bob, in campaign 1.
    function standard() internal returns (uint256 campaign, Gift[] memory gifts) {
        gifts = twoGifts(5e6, 3e6);
        campaign = campaignOf(gifts, 8e6);
    }

    function twoGifts(uint256 ofAlice, uint256 ofBob) internal view returns (Gift[] memory gifts) {
        gifts = new Gift[](2);
        gifts[0] = Gift(0, alice, ofAlice);
        gifts[1] = Gift(1, bob, ofBob);
    }

    function campaignOf(Gift[] memory gifts, uint256 amount) internal returns (uint256) {
        return create(airdrops, funder, address(usdt), amount, rootOf(gifts));
    }

    /// @dev `by` gets `amount` first.
    function create(IAirdrops target, address by, address token, uint256 amount, bytes32 root)
        internal
        returns (uint256)
    {
        MockUSDT0(token).mint(by, amount);
        vm.startPrank(by);
        // Without a return value, as some tokens have none.
        (bool approved,) = token.call(abi.encodeCall(IERC20.approve, (address(target), amount)));
        assertTrue(approved);
        uint256 campaign = target.create(token, amount, root, start, end, POST);
        vm.stopPrank();
        return campaign;
    }

    function claim(uint256 campaign, Gift[] memory gifts, uint256 which) internal {
        claim(airdrops, campaign, gifts, which);
    }

    function claim(IAirdrops target, uint256 campaign, Gift[] memory gifts, uint256 which) internal {
        Gift memory gift = gifts[which];
        target.claim(campaign, gift.index, gift.account, gift.amount, proofOf(gifts, which));
    }

    function claimFor(uint256 campaign, Gift[] memory gifts, uint256 which)
        internal
        pure
        returns (IAirdrops.Claim memory)
    {
        Gift memory gift = gifts[which];
        return IAirdrops.Claim(campaign, gift.index, gift.account, gift.amount, proofOf(gifts, which));
    }

    function claimsFor(uint256 campaign, Gift[] memory gifts) internal pure returns (IAirdrops.Claim[] memory claims) {
        claims = new IAirdrops.Claim[](gifts.length);
        for (uint256 i = 0; i < gifts.length; ++i) {
            claims[i] = claimFor(campaign, gifts, i);
        }
    }

    function sweep(uint256 campaign) internal returns (uint256) {
        vm.prank(funder);
        return airdrops.sweep(campaign, funder);
    }

    function rootOf(Gift[] memory gifts) internal pure returns (bytes32) {
        return treeOf(gifts)[0];
    }

    function proofOf(Gift[] memory gifts, uint256 which) internal pure returns (bytes32[] memory) {
        return treeOf(gifts).proofOf(hashOf(gifts[which]));
    }

    function treeOf(Gift[] memory gifts) internal pure returns (bytes32[] memory) {
        bytes32[] memory hashes = new bytes32[](gifts.length);
        for (uint256 i = 0; i < gifts.length; ++i) {
            hashes[i] = hashOf(gifts[i]);
        }
        return hashes.build();
    }

    function hashOf(Gift memory gift) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(gift.index, gift.account, gift.amount))));
    }
}
