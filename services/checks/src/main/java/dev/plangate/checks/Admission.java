package dev.plangate.checks;

/**
 * A limit above the engine's own: how many targets somebody asks at once, over all instances. A check enters once it has its instance's slot, so that checks that
 * queue for one slow instance hold nothing that checks of other instances wait for.
 */
public interface Admission {
    /** Lets every check ask at once. */
    Admission FREE = new Admission() {
        @Override
        public void enter() {
            // there is room for everybody
        }

        @Override
        public void leave() {
            // nothing was taken
        }
    };

    /** Waits until the check may ask its target. The time of the check has not begun yet. */
    void enter() throws InterruptedException;

    /** The target is left alone again: once for each {@link #enter} that returned, by any thread, maybe a moment after the check's answer. */
    void leave();
}
