import CMalloc

/// Gives memory back to the system that was freed but is kept for later: once a large index was made, this is hundreds of
/// megabytes that nobody uses.
func giveBackUnusedMemory() {
  _ = malloc_trim(0)
}
