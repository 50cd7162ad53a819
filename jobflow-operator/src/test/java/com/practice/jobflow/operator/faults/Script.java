package com.practice.jobflow.operator.faults;

/** Says what becomes of each request. Asked by many threads at once. */
@FunctionalInterface
interface Script {
  Script HARMLESS = call -> Treatment.PASS;

  Treatment treat(Call call);

  /** Returns the script that treats the n-th write of each namespace in one way. */
  static Script atWrite(int number, Treatment treatment) {
    return call -> call.number() == number ? treatment : Treatment.PASS;
  }
}
