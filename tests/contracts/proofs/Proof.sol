// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "forge-std/Test.sol";

/// @dev What halmos offers beside forge's own cheats.
interface Svm {
    /// @return calldata for any function of `contractName` that may write, with any arguments
    function createCalldata(string calldata contractName) external pure returns (bytes memory);

    /// @dev From now on every word in the storage of `target` may be anything.
    function enableSymbolicStorage(address target) external;
}

/// @dev Functions that begin with `check_` are proved by halmos for every value of their arguments; forge runs none of
/// them. A proof about "any call" starts from any storage at all, reachable or not, and so holds in every state.
abstract contract Proof is Test {
    Svm internal constant svm = Svm(0xF3993A62377BCd56AE39D773740A5390411E8BC9);

    /// @dev Any call of any writing function of `target`, by anyone; whether it succeeded.
    function anyCall(address caller, address target, string memory contractName) internal returns (bool succeeded) {
        return anyCallOf(caller, target, svm.createCalldata(contractName));
    }

    function anyCallOf(address caller, address target, bytes memory data) internal returns (bool succeeded) {
        vm.prank(caller);
        (succeeded,) = target.call(data);
    }
}
