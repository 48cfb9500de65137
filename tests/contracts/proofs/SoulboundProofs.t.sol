// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {CreatorRegistry} from "contracts/CreatorRegistry.sol";
import {FollowGraph} from "contracts/FollowGraph.sol";
import {Points} from "contracts/Points.sol";

/// @dev What belongs to one person can be moved by nobody, by no path.
contract SoulboundProofs is Proof {
    CreatorRegistry internal registry;
    FollowGraph internal graph;
    Points internal points;
    address internal distributor = makeAddr("distributor");

    function setUp() public {
        registry = new CreatorRegistry(address(1), address(2));
        graph = new FollowGraph(address(registry));
        vm.prank(distributor);
        points = new Points();
        svm.enableSymbolicStorage(address(registry));
        svm.enableSymbolicStorage(address(graph));
        svm.enableSymbolicStorage(address(points));
    }

    function check_follow_noTransferOrApprovalSucceeds(
        address caller,
        address from,
        address to,
        uint256 id,
        bytes calldata data,
        bool approved
    ) external {
        vm.startPrank(caller);
        try graph.transferFrom(from, to, id) {
            assert(false);
        } catch {}
        try graph.safeTransferFrom(from, to, id) {
            assert(false);
        } catch {}
        try graph.safeTransferFrom(from, to, id, data) {
            assert(false);
        } catch {}
        try graph.approve(to, id) {
            assert(false);
        } catch {}
        try graph.setApprovalForAll(to, approved) {
            assert(false);
        } catch {}
    }

    function check_follow_isChangedByItsFollowerAlone(address caller, address follower, address creator) external {
        vm.assume(caller != follower);
        bool before = graph.isFollowing(follower, creator);
        uint256 count = follower == address(0) ? 0 : graph.balanceOf(follower);
        anyCall(caller, address(graph), "FollowGraph");
        assert(graph.isFollowing(follower, creator) == before);
        assert(follower == address(0) || graph.balanceOf(follower) == count);
    }

    function check_points_noTransferOrApprovalSucceeds(address caller, address from, address to, uint256 amount)
        external
    {
        vm.startPrank(caller);
        try points.transfer(to, amount) {
            assert(false);
        } catch {}
        try points.transferFrom(from, to, amount) {
            assert(false);
        } catch {}
        try points.approve(to, amount) {
            assert(false);
        } catch {}
    }

    function check_points_areMintedByTheDistributorAlone(address caller, address holder) external {
        vm.assume(caller != distributor);
        uint256 supply = points.totalSupply();
        uint256 held = points.balanceOf(holder);
        // Always so; without it the solver begins with a caller who burns more than there is.
        vm.assume(points.balanceOf(caller) <= supply);
        anyCall(caller, address(points), "Points");
        assert(points.totalSupply() <= supply);
        assert(points.balanceOf(holder) == held || caller == holder);
        assert(points.balanceOf(holder) <= held);
    }
}
