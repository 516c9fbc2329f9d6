import prices

print(f"tea costs {prices.TEA}")
