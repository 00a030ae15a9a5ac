"""The report "2016, reproduced": print beside computation, figure by figure, with every error of the print explained."""
