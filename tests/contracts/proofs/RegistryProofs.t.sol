// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Proof} from "./Proof.sol";
import {CreatorRegistry} from "contracts/CreatorRegistry.sol";

contract RegistryProofs is Proof {
    CreatorRegistry internal registry;

    function setUp() public {
        registry = new CreatorRegistry(makeAddr("owner"), makeAddr("attester"));
        svm.enableSymbolicStorage(address(registry));
    }

    function check_author_isFixedForEver(address caller, bytes32 contentId) external {
        address author = registry.authorOf(contentId);
        bytes32 parent = registry.parentOf(contentId);
        vm.assume(author != address(0));
        anyCall(caller, address(registry), "CreatorRegistry");
        assert(registry.authorOf(contentId) == author);
        assert(registry.parentOf(contentId) == parent);
    }

    function check_number_isFixedForEver(address caller, address creator) external {
        uint64 number = registry.numberOf(creator);
        vm.assume(number != 0);
        anyCall(caller, address(registry), "CreatorRegistry");
        assert(registry.numberOf(creator) == number);
    }

    /// A child is published after its parent, by an author who is a creator, under the caller's own name.
    function check_publish_namesTheCallerAndAKnownParent(address caller, bytes32 contentHash, bytes32 parent) external {
        vm.prank(caller);
        bytes32 contentId = registry.publish(contentHash, parent);
        assert(registry.isCreator(caller));
        assert(registry.authorOf(contentId) == caller);
        assert(parent == 0 || registry.authorOf(parent) != address(0));
    }

    function check_attester_isReplacedByTheOwnerAlone(address caller) external {
        address attester = registry.attester();
        vm.assume(caller != registry.owner());
        anyCall(caller, address(registry), "CreatorRegistry");
        assert(registry.attester() == attester);
    }
}
