// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainToken} from "../support/PlainToken.sol";
import {Proof} from "./Proof.sol";
import {Airdrops} from "contracts/Airdrops.sol";
import {MerkleLib} from "contracts/libraries/MerkleLib.sol";

/// @custom:halmos --array-lengths proof=0
contract AirdropProofs is Proof {
    Airdrops internal airdrops;
    PlainToken internal token;
    uint256 internal campaign;
    address internal funder = makeAddr("funder");
    uint256 internal constant AMOUNT = 1000;
    uint256 internal index = 7;
    address internal account = makeAddr("account");

    function setUp() public {
        vm.warp(1_800_000_000);
        airdrops = new Airdrops();
        token = new PlainToken();
        // More than the leaf gives, so that paying it twice would not fail for want of money.
        token.mint(funder, 3 * AMOUNT);
    }

    /// Whoever asks, whenever, with whatever earlier claims and whatever sweeps: one leaf is paid at most once.
    function check_claim_paysOnce(address caller, address again, uint64 first, uint64 later) external {
        vm.assume(first >= block.timestamp && later >= first);
        create();
        bytes32[] memory proof = new bytes32[](0);
        vm.warp(first);
        vm.prank(caller);
        airdrops.claim(campaign, index, account, AMOUNT, proof);
        assert(token.balanceOf(account) == AMOUNT);
        vm.warp(later);
        vm.prank(again);
        try airdrops.claim(campaign, index, account, AMOUNT, proof) {
            assert(false);
        } catch {}
        assert(token.balanceOf(account) == AMOUNT);
    }

    function check_sweep_isTheFundersAfterTheEnd(address caller, address to, uint64 first) external {
        create();
        vm.warp(first);
        vm.prank(caller);
        airdrops.sweep(campaign, to);
        assert(caller == funder && first >= airdrops.campaignOf(campaign).end);
    }

    /// A bit that is set stays set, whatever anybody calls; `claimMany` sets them as `claim` does.
    function check_claimed_staysClaimed(uint256 which, uint256 place, address caller) external {
        svm.enableSymbolicStorage(address(airdrops));
        vm.assume(airdrops.isClaimed(which, place));
        bytes memory data = svm.createCalldata("Airdrops");
        vm.assume(bytes4(data) != airdrops.claimMany.selector);
        anyCallOf(caller, address(airdrops), data);
        assert(airdrops.isClaimed(which, place));
    }

    /// @dev A campaign whose tree is the one leaf of `account`.
    function create() private {
        bytes32 root = MerkleLib.leafOf(index, account, AMOUNT);
        vm.startPrank(funder);
        token.approve(address(airdrops), 3 * AMOUNT);
        campaign = airdrops.create(address(token), 3 * AMOUNT, root, 0, uint64(block.timestamp + 30 days), 0);
        vm.stopPrank();
    }
}
